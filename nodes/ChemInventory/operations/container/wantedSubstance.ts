import type { IExecuteFunctions } from 'n8n-workflow';

import type { Fault } from '../../../shared/fault';
import type { OperationCall } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { readId } from '../../../shared/values/ids';
import { readLocator } from '../../../shared/values/locator';
import { readText } from '../../../shared/values/text';
import { noCas, readCas, readCasOrNone } from '../../records/substance/cas';
import { findOrCreate } from '../../records/substance/findOrCreate';
import type { SubstanceToFind } from '../../records/substance/findOrCreate';
import { findSubstances, onlySubstance } from '../../records/substance/picker';
import type { ChemInventoryApi } from '../../service/api';

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
		: { cas: other === '' ? noCas : readCasOrNone(other, 'CAS of the Substance'), name: text };
}

function notFound(text: string): Fault {
	return badInput(
		'Substance',
		'was not found in this inventory',
		`No container holds ${quote(text)}. Check it, give the ID, or switch on 'Create Substance If Missing'.`,
	);
}

const severalFit = { message: "'Substance' fits several substances", fix: 'Give the ID of one.' };

/** The ID of a substance that no container holds yet: ChemInventory finds or creates it. @throws Fault */
export async function createSubstance(
	call: OperationCall<ChemInventoryApi>,
	itemIndex: number,
	wanted: SubstanceToFind,
): Promise<number> {
	const { id } = await findOrCreate(call, itemIndex, wanted, severalFit);
	call.hint(
		`No container of the inventory held ${wanted.name} (CAS ${wanted.cas}), so ChemInventory found or created the substance with the ID ${id}.`,
	);
	return id;
}
