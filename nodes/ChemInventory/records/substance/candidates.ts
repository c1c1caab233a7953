import { Fault } from '../../../shared/fault';
import { quote } from '../../../shared/values/badInput';
import type { Substance } from '../../contract/substance';

export const noCas = 'N/A';

export interface Wanted {
	name: string;
	cas: string;
}

const sameText = (a: unknown, b: string) =>
	String(a ?? '')
		.trim()
		.toLowerCase() === b.trim().toLowerCase();

const described = ({ id, name, cas }: Substance) => `${name ?? '(no name)'} (CAS ${cas ?? noCas}, ID ${id})`;

/**
 * The one substance that was meant. The service may answer with several, above all for "N/A", and with one that fits
 * by a synonym.
 * @throws Fault `badInput` naming the candidates if it is not clear
 */
export function theOneOf(substances: readonly Substance[], { name, cas }: Wanted): Substance {
	const ofCas = cas === noCas ? substances : substances.filter((substance) => sameText(substance.cas, cas));
	const [only] = ofCas;
	if (only && ofCas.length === 1) return only;
	const ofName = ofCas.filter((substance) => sameText(substance.name, name));
	const [match] = ofName;
	if (match && ofName.length === 1) return match;
	if (ofCas.length === 0) {
		throw new Fault('malformedAnswer', 'ChemInventory answered with other substances than asked for', {
			description: `Asked for ${name} (CAS ${cas}); it gave ${substances.length === 0 ? 'none' : substances.slice(0, 5).map(described).join('; ')}.`,
		});
	}
	throw new Fault('badInput', "'Name' and 'CAS' fit several substances", {
		description: `${quote(name)} with CAS ${quote(cas)} fits ${ofCas.slice(0, 8).map(described).join('; ')}. Give the ID of the one you mean as 'Substance ID' in the options.`,
		facts: { candidates: ofCas.slice(0, 50).map(({ id }) => id) },
	});
}
