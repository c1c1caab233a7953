import type { Chance } from './chance';
import { fine, wrong } from './deal';
import type { Decks } from './deal';
import { asItIs, dayWays, fromScanner, inBlanks, nothing, ownLinesWays, ownTextWays, withUnseen } from './texts';

const tags = ['Light sensitive', 'Under argon', 'Moisture sensitive'] as const;

/** Two tags or more, in any order. */
function tagged(chance: Chance, write: (all: readonly string[]) => unknown) {
	const all = chance.shuffled(tags).slice(chance.below(2));
	return { given: write(all), stored: `|${all.join('|')}|` };
}

/** One field of each type of the lab's own. */
export const ownWays: Decks = {
	code: ownTextWays,
	remaining: [
		fine('empty cell', 4, nothing),
		fine('plain', 5, (chance) => asItIs(chance.pick(['12.5', '100', '-20']))),
		fine('number typed', 4, (chance) => {
			const given = chance.pick([12.5, 0, 1e6]);
			return { given, stored: String(given) };
		}),
		fine('numbers as text', 3, (chance) => asItIs(chance.pick(['1.10', '007', '0.50']))),
		fine('size 1e3', 3, () => ({ given: '1e3', stored: '1000' })),
		wrong('number as people type it', 1, (chance) => chance.pick(['12,5', '12 mg', '~5', 'half'])),
	],
	expiry: dayWays,
	storageClass: [
		fine('empty cell', 5, nothing),
		fine('plain', 8, (chance) => asItIs(chance.pick(['General', 'Flammable', 'Toxic']))),
		fine('zero-width', 3, (chance) => withUnseen('Flammable', chance)),
		fine('blanks around', 3, (chance) => inBlanks('Corrosive', chance)),
		wrong('unknown to the list', 1, (chance) => chance.pick(['Flamable', 'None', 'Toxic, Corrosive'])),
	],
	notes: ownLinesWays,
	datasheet: [
		fine('empty cell', 6, nothing),
		fine('plain', 5, (chance) => asItIs(`https://sds.example/${chance.next()}?lang=de&rev=1#s8`)),
		fine('blanks around', 3, (chance) => inBlanks('ftp://files.example/a%20b.pdf', chance)),
		fine('line end of a scanner', 3, (chance) => fromScanner('https://sds.example/\u00e4/2', chance)),
		fine('zero-width', 2, (chance) => withUnseen('http://sds.example', chance)),
		wrong('address as people type it', 1, (chance) =>
			chance.pick(['www.example.com', 'S:\\\\SDS\\acetone.pdf', 'see binder', 'https://a b.example']),
		),
	],
	handling: [
		fine('empty cell', 5, nothing),
		fine('plain', 3, (chance) => {
			const stored = chance.pick(tags);
			return { given: stored, stored: `|${stored}|` };
		}),
		fine('tags with commas', 4, (chance) => tagged(chance, (all) => all.join(chance.pick([',', ', ', ' ,'])))),
		fine('tags with bars', 3, (chance) => tagged(chance, (all) => `|${all.join('|')}|`)),
		fine('tags as a list', 2, (chance) => tagged(chance, (all) => all)),
		fine('tags twice', 2, (chance) => {
			const stored = chance.pick(tags);
			return { given: `${stored}, ${stored},`, stored: `|${stored}|` };
		}),
		wrong('tag unknown to the list', 1, (chance) =>
			chance.pick(['Light', 'Under argon; Light sensitive', ['Under argon', 'Dry']]),
		),
	],
};
