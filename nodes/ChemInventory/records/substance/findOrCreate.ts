import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../shared/fault';
import type { ItemCall } from '../../../shared/operation';
import { quote } from '../../../shared/values/badInput';
import { dataObject } from '../../../shared/values/json';
import { spelledBest } from '../../../shared/values/spelling';
import { sameSpelling, sameText } from '../../../shared/values/text';
import { applyOnce } from '../../../shared/writing/applyOnce';
import type { Share } from '../../../shared/writing/ledger';
import type { BodyOf } from '../../contract/endpoint';
import { findOrCreateSubstance } from '../../contract/substance';
import type { Substance } from '../../contract/substance';
import type { ChemInventoryApi } from '../../service/api';
import { noCas } from './cas';

/** What ChemInventory is to find, or to create: `cas` is `N/A` for none. */
export type SubstanceToFind = BodyOf<typeof findOrCreateSubstance>;

/** What a user is told where several fit: the message, and what to do. */
export interface SeveralFit {
	message: string;
	fix: string;
}

/**
 * Lets the service find or create a substance (POST /container/getsubstance). Asked a second time it finds what the first
 * call created, because a CAS number is unique; a mere name may come into being twice, for good, and nothing deletes it.
 * @param shares all items that want this substance, if there are several
 * @returns the one that was meant
 * @throws Fault `outcomeUnknown` where the answer was lost and only a name is known; `badInput` where several fit
 */
export async function findOrCreate(
	call: ItemCall<ChemInventoryApi>,
	wanted: SubstanceToFind,
	severalFit: SeveralFit,
	shares?: readonly Share[],
): Promise<Substance> {
	const { api } = call;
	const send = async (): Promise<IDataObject> => ({
		substances: (await api.call(findOrCreateSubstance, wanted)).map(dataObject),
	});
	const { answer } = await applyOnce(call, {
		step: findOrCreateSubstance.path,
		values: wanted,
		shares,
		send,
		settle: async () =>
			wanted.cas === noCas && wanted.substanceid === undefined
				? { applied: false, seen: 'Without a CAS number, another try could create the substance a second time.' }
				: { applied: true, answer: await send() },
		whereToLook: `Look for ${quote(wanted.name)} in ChemInventory before you run this step again.`,
	});
	return theOneOf(findOrCreateSubstance.data.parse(answer.substances), wanted, severalFit);
}

/** What to say where the CAS number decided, and its substance goes by another name; a synonym is one, too. */
export function otherName({ id, name: known }: Substance, { name, cas }: SubstanceToFind): string | undefined {
	if (cas === noCas || sameText(known, name)) return undefined;
	return `The CAS number was used: ${cas} is the substance ${quote(known ?? '')} (ID ${id}), but the name is ${quote(name)}. If that is not a synonym of it, one of the two is wrong.`;
}

const described = ({ id, name, cas }: Substance) => `${name ?? '(no name)'} (CAS ${cas ?? noCas}, ID ${id})`;

/**
 * The one substance that was meant; never simply the first. The service may answer with several, above all for `N/A`, and
 * with one that goes by a like name: where only a name was given, it must be that name.
 */
function theOneOf(
	substances: readonly Substance[],
	{ name, cas, substanceid }: SubstanceToFind,
	{ message, fix }: SeveralFit,
): Substance {
	if (substanceid !== undefined) {
		const match = substances.find(({ id }) => id === substanceid);
		return match ?? throwOthers(substances, `Asked for the ID ${substanceid}`, 'Check the ID.');
	}
	const ofName = spelledBest(name, substances, (substance) => [substance.name ?? '']);
	const ofCas = substances.filter((substance) => sameSpelling(substance.cas, cas));
	const fitting = cas === noCas ? ofName : ofCas;
	const both = fitting.filter((substance) => ofName.includes(substance) && ofCas.includes(substance));
	const [match] = both.length === 1 ? both : fitting;
	if (match && (both.length === 1 || fitting.length === 1)) return match;
	if (fitting.length === 0) return throwOthers(substances, `Asked for ${name} (CAS ${cas})`, fix);
	throw new Fault('badInput', message, {
		description: `${quote(name)} with CAS ${quote(cas)} matches ${fitting.slice(0, 8).map(described).join('; ')}. ${fix}`,
		facts: { candidates: fitting.slice(0, 50).map(({ id }) => id) },
		tellsOfChange: true,
	});
}

function throwOthers(substances: readonly Substance[], asked: string, fix: string): never {
	throw new Fault('malformedAnswer', 'ChemInventory returned different substances than requested', {
		description: `${asked}; it returned ${substances.length === 0 ? 'none' : substances.slice(0, 5).map(described).join('; ')}. ${fix}`,
		tellsOfChange: true,
	});
}
