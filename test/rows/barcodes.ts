import type { Chance } from './chance';
import { fine, wrong } from './deal';
import type { Way } from './deal';
import { asItIs, fromScanner, withUnseen } from './texts';

/** Barcodes, each of them once; many differ from another one only where a number does not. */
export function barcodeWays(mayBeEmpty: boolean, inUse: (chance: Chance) => string): readonly Way[] {
	const used = new Set<string>();
	const once = (make: () => string): string => {
		for (;;) {
			const barcode = make();
			if (used.has(barcode.toLowerCase())) continue;
			used.add(barcode.toLowerCase());
			return barcode;
		}
	};
	const labelled = (chance: Chance) =>
		once(() => `${chance.pick(['LB', 'QX-', 'Kü', 'β'])}${10_000 + chance.below(90_000)}`);
	const withZeros = (chance: Chance) => once(() => `${'0'.repeat(chance.below(5))}${6_570 + chance.below(80)}`);
	const long = (chance: Chance) => once(() => `3761042500${21_234_500 + chance.below(200)}`);
	const likeNumbers = (chance: Chance) =>
		once(() => {
			const number = 1 + chance.below(60);
			return chance.pick([
				`${number}e3`,
				`${number}000`,
				`${number}.10`,
				`${number}.1`,
				`${number}.100`,
				`+${number}000`,
			]);
		});
	return [
		fine(mayBeEmpty ? 'no barcode' : 'plain', 2, (chance) =>
			mayBeEmpty ? { given: chance.pick(['', undefined, null]) } : asItIs(labelled(chance)),
		),
		fine('zeros in front', 3, (chance) => asItIs(withZeros(chance))),
		fine('18 digits', 3, (chance) => asItIs(long(chance))),
		fine('numbers as text', 2, (chance) => asItIs(likeNumbers(chance))),
		fine('number typed', 2, (chance) => {
			const stored = once(() => String(1_000_000 + chance.below(9_000_000)));
			return { given: Number(stored), stored };
		}),
		fine('STX and ETX', 2, (chance) => {
			const stored = labelled(chance);
			return { given: `\u0002${stored}\u0003`, stored };
		}),
		fine('symbology identifier', 2, (chance) => {
			const stored = chance.pick([withZeros, labelled])(chance);
			return { given: `${chance.pick([']C1', ']d2', ']Q3'])}${stored}${chance.pick(['', '\r\n'])}`, stored };
		}),
		fine('zero-width', 1, (chance) => chance.pick([withUnseen, fromScanner])(labelled(chance), chance)),
		wrong('beyond 2^53', 1, (chance) => Number(`3761042500${21_234_500 + chance.below(200)}`)),
		wrong('control character within', 1, (chance) => `0104\u001d${chance.next()}`),
		wrong('barcode in use', 1, inUse),
	];
}
