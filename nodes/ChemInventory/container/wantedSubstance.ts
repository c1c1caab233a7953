import type { IExecuteFunctions } from 'n8n-workflow';

import { applyOnce } from '../../shared/writing/applyOnce';
import type { Fault } from '../../shared/fault';
import type { OperationCall } from '../../shared/operation';
import { badInput, quote } from '../../shared/values/badInput';
import { readId } from '../../shared/values/ids';
import { dataObject } from '../../shared/values/json';
import { readText } from '../../shared/values/text';
import { fingerprintOf } from '../../shared/writing/ledger';
import type { ChemInventoryApi } from '../service/api';
import { readLocator } from '../../shared/values/locator';
import { findSubstances, onlySubstance, readCas } from '../records/substance/picker';
import { findOrCreateSubstance } from '../contract/substance';
import type { Substance } from '../contract/substance';
import { readCasOrNone } from './changes';

/** One that exists, or what ChemInventory is to find or create it by. `cas` is `N/A` for none. */
export type WantedSubstance = { id: number } | { name: string; cas: string };

/**
 * The substance of a new container. By CAS or name it is looked for; a missing one is left to be created where the form
 * says so.
 * @param containerName stands in for the substance's name, which the service wants beside a CAS number
 * @throws Fault `badInput`
 */
export async function readWantedSubstance(
	functions: IExecuteFunctions,
	api: ChemInventoryApi,
	itemIndex: number,
	containerName: string,
): Promise<WantedSubstance> {
	const { mode, value } = readLocator(functions, 'substance', itemIndex);
	if (mode !== 'cas' && mode !== 'name') return { id: readId(value, 'Substance') };
	const mayCreate = functions.getNodeParameter('createSubstance', itemIndex, false) === true;
	const text = mode === 'cas' ? readCas(value, 'Substance') : readText(value, 'Substance').trim();
	if (mode === 'name' && text.includes('%'))
		throw badInput(
			'Substance',
			'holds a % sign',
			`In a search % stands for any text, so ${quote(text)} could fit anything. Give the CAS number or the ID.`,
		);
	const id = onlySubstance(await findSubstances(api, mode, text), text, 'Substance');
	if (id !== undefined) return { id };
	if (!mayCreate) throw notFound(text);
	const other = String(
		functions.getNodeParameter(mode === 'cas' ? 'substanceName' : 'substanceCas', itemIndex, '') ?? '',
	).trim();
	return mode === 'cas'
		? { cas: text, name: other === '' ? containerName : other }
		: { cas: other === '' ? 'N/A' : readCasOrNone(other, 'CAS of the Substance'), name: text };
}

function notFound(text: string): Fault {
	return badInput(
		'Substance',
		'was not found in this inventory',
		`No container holds ${quote(text)}. Check it, give the ID, or switch on 'Create Substance If Missing'.`,
	);
}

const sameText = (a: string | null | undefined, b: string) => (a ?? '').trim().toLowerCase() === b.trim().toLowerCase();

const list = (substances: readonly Substance[]) =>
	substances
		.slice(0, 5)
		.map(({ id, name, cas }) => `${name ?? ''} (CAS ${cas ?? ''}, ID ${id})`)
		.join('; ');

/** The service may answer with several; the one that fits is taken, and never simply the first. @throws Fault `badInput` */
function choose(substances: readonly Substance[], { name, cas }: { name: string; cas: string }): number {
	const withCas = substances.filter((substance) => sameText(substance.cas, cas));
	const withBoth = withCas.filter((substance) => sameText(substance.name, name));
	const matches = withBoth.length > 0 || cas === 'N/A' ? withBoth : withCas;
	const [match] = matches;
	if (match && matches.length === 1) return match.id;
	throw badInput(
		'Substance',
		'does not fit one substance only',
		`ChemInventory offers for ${quote(name)}, CAS ${cas}: ${list(substances) || 'none'}. Give the ID of one.`,
	);
}

const substanceList = findOrCreateSubstance.data;

/**
 * Lets the service find or create a substance. A repetition finds what the first call created, so a lost answer is settled by
 * asking again (POST /container/getsubstance).
 * @throws Fault
 */
export async function createSubstance(
	{ api, ledger, functions, hint }: OperationCall<ChemInventoryApi>,
	itemIndex: number,
	wanted: { name: string; cas: string },
): Promise<number> {
	const ask = async () => dataObject({ substances: await api.call(findOrCreateSubstance, wanted) });
	const { answer } = await applyOnce(ledger, {
		itemIndex,
		fingerprint: fingerprintOf(findOrCreateSubstance.path, api.address, wanted),
		send: ask,
		settle: async () => ({ applied: true, answer: await ask() }),
		whereToLook: `Look for ${wanted.name} in ChemInventory before you run this step again.`,
		signal: functions.getExecutionCancelSignal(),
	});
	const id = choose(substanceList.parse(answer.substances), wanted);
	hint(
		`No container of the inventory held ${wanted.name} (CAS ${wanted.cas}), so ChemInventory found or created the substance with the ID ${id}.`,
	);
	return id;
}
