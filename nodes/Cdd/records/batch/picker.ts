import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { z } from 'zod';

import { inWords } from '../../../shared/dropdown';
import { asError, Fault } from '../../../shared/fault';
import { locator } from '../../../shared/form';
import type { Located } from '../../../shared/form';
import { oncePerValue } from '../../../shared/oncePerValue';
import type { ItemCall } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { readId } from '../../../shared/values/ids';
import { sameSpelling, sameText } from '../../../shared/values/text';
import { batch } from '../../contract/batch';
import type { Batch } from '../../contract/batch';
import { queryMolecules } from '../../contract/vault';
import { connectCdd } from '../../service/api';
import type { CddApi } from '../../service/api';
import { readPage } from '../../service/list/listResource';
import { searchRecords } from '../recordList';
import type { SearchedRecords } from '../recordList';
import { batches } from './resource';

export const batchPicker = locator(
	{
		displayName: 'Batch',
		name: 'batch',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The batch, chosen from the list, by its internal ID (a number), or by its Molecule-Batch ID',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				hint: 'Search for a Molecule-Batch ID or the name of a molecule',
				typeOptions: { searchListMethod: 'searchBatches', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 136660530' },
			{ displayName: 'By Molecule-Batch ID', name: 'identifier', type: 'string', placeholder: 'e.g. DEMO-1000210-001' },
		],
	},
	{ list: 'id', id: 'id', identifier: 'identifier' },
);
export type LocatedBatch = Located<'id' | 'identifier'>;

/**
 * As little of each batch as the service lets one ask for (POST batches/query): no field has the name `-1`, so none comes
 * back.
 */
const slim = { no_structures: true, only_molecule_ids: true, molecule_fields: ['-1'], batch_fields: ['-1'] };

/** Only registration vaults have Molecule-Batch IDs; elsewhere batches of different molecules may share a name. */
function nameOf({
	id,
	molecule_batch_identifier: identifier,
	name,
}: Pick<Batch, 'id' | 'molecule_batch_identifier' | 'name'>): string {
	if (identifier) return identifier;
	return name ? `${name} (ID ${id})` : `Batch ${id}`;
}

const toItem = (found: Batch): INodeListSearchItems => ({ name: nameOf(found), value: found.id });

/** What the service does not know it may answer with an empty list, with 404, or with 200 and an error in the body. */
async function orNone<T>(look: Promise<T[]>): Promise<T[]> {
	return await look.catch((thrown: unknown) => {
		if (
			thrown instanceof Fault &&
			thrown.kind === 'refused' &&
			(thrown.httpCode === '404' || thrown.httpCode === '200')
		)
			return [];
		throw asError(thrown);
	});
}

async function withIdentifier(api: CddApi, identifier: string): Promise<INodeListSearchItems[]> {
	const { records } = await readPage(api, batches, { ...slim, molecule_batch_identifier: identifier, page_size: 100 });
	// A service that did not know the parameter would answer with batches of any kind.
	return records.filter((found) => sameText(found.molecule_batch_identifier, identifier)).map(toItem);
}

const moleculesWithBatches = z.object({
	objects: z.array(z.object({ name: z.string().nullish(), batches: z.array(batch).default([]) })),
});

/** Batches of the molecules with this name or synonym. */
async function ofMolecule(api: CddApi, name: string): Promise<INodeListSearchItems[]> {
	const reply = await api.call(queryMolecules, { body: { names: [name], no_structures: true, page_size: 100 } });
	const molecules = moleculesWithBatches.safeParse(reply);
	if (!molecules.success) return [];
	return molecules.data.objects.flatMap((molecule) =>
		molecule.batches.map((found) => {
			const shown = nameOf(found);
			const isNamedAfter = shown.toLowerCase().includes(name.toLowerCase());
			return { name: isNamedAfter ? shown : `${shown} (${name})`, value: found.id };
		}),
	);
}

/** Batches whose Molecule-Batch ID is this one; empty if there is none. @throws Fault */
export async function batchesCalled(api: CddApi, identifier: string): Promise<INodeListSearchItems[]> {
	return await orNone(withIdentifier(api, identifier));
}

/** The batches that go by a name exactly: their Molecule-Batch ID, else the name or a synonym of their molecule. @throws Fault */
export async function findBatches(api: CddApi, name: string): Promise<INodeListSearchItems[]> {
	const called = await batchesCalled(api, name);
	return called.length > 0 ? called : await orNone(ofMolecule(api, name));
}

const searchedBatches: SearchedRecords<Batch> = {
	resource: batches,
	parameters: slim,
	nameOf,
	find: findBatches,
	fix: 'Type the whole Molecule-Batch ID, or the whole name of the molecule.',
	whenEmpty:
		'The user of the API token sees no batch of this vault. Create one with the node CDD Batch, or check the projects of the user.',
};

export const searchBatches = inWords(async function searchBatches(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchRecords(await connectCdd(this), searchedBatches, filter, paginationToken);
});

/** Which field names the batch, and what else can be done where no batch has the ID. */
interface Asked {
	label: string;
	orElse?: string;
}

async function lookForIdentifier(api: CddApi, identifier: string, { label, orElse }: Asked): Promise<number> {
	const { count, records } = await readPage(api, batches, {
		...slim,
		molecule_batch_identifier: identifier,
		page_size: 2,
	});
	const [found, other] = records.filter((record) => sameSpelling(record.molecule_batch_identifier, identifier));
	if (found && !other && count === 1) return found.id;
	if (found) {
		throw badInput(
			label,
			'matches more than one batch',
			`Several batches have the Molecule-Batch ID ${quote(identifier)}. Choose one from the list, or enter its ID.`,
		);
	}
	const fix = orElse ?? 'Choose it from the list, and check that the user of the API token can see its project.';
	throw badInput(
		label,
		'is not a Molecule-Batch ID of this vault',
		`No batch has the Molecule-Batch ID ${quote(identifier)} exactly. ${fix}`,
	);
}

const idWithIdentifier = oncePerValue(lookForIdentifier);

/** The batch that the form names, found by its Molecule-Batch ID where that is given. @throws Fault `badInput` if none has it, or several */
export async function batchIdOf(
	api: CddApi,
	located: LocatedBatch,
	asked: Asked = { label: 'Batch' },
): Promise<number> {
	return located.by === 'id' ? located.id : await idWithIdentifier(api, located.text, asked);
}

/**
 * The same for a write, which may hide its batch from the next look-up: it is deleted, or leaves the projects that the
 * token sees. So n8n's Retry On Fail, which runs the node again, takes the ID that the first try found.
 * @throws Fault `badInput`
 */
export async function batchIdToChange(
	{ api, ledger, itemIndex }: ItemCall<CddApi>,
	located: LocatedBatch,
	asked: Asked = { label: 'Batch' },
): Promise<number> {
	if (located.by === 'id') return located.id;
	const { id } = await ledger.foundOnce(itemIndex, `batch ${located.text}`, async () => ({
		id: await batchIdOf(api, located, asked),
	}));
	return readId(id, asked.label);
}
