import type { ItemCall } from '../../../../shared/operation';
import { badInput, quote } from '../../../../shared/values/badInput';
import { cleanText } from '../../../../shared/values/cleaning';
import { readId } from '../../../../shared/values/ids';
import { isNothing, sameSpelling, sameText } from '../../../../shared/values/text';
import type { Batch } from '../../../contract/batch';
import { batchIdToChange } from '../../../records/batch/picker';
import { batches } from '../../../records/batch/resource';
import { choicesOf, fieldNamed, vaultFields } from '../../../records/vaultField';
import type { CddApi } from '../../../service/api';
import { readWhole } from '../../../service/list/readAll';
import { searchFor } from '../filters';
import { readValue } from '../ownFields';
import { identifierLabel, valueLabel } from './form';

type Call = ItemCall<CddApi>;

/** A value that says which batch it is. */
export interface Identity {
	name: string;
	value: number | string;
	/** One of them finds it: the service may compare to the letter, and nobody sees a blank at an end. */
	searches: readonly object[];
	/** The same in upper and in lower case: where the service compares to the letter, they find a batch that is written so. */
	inOtherCase: readonly object[];
}

/** @throws Fault `badInput` for a field that the vault lacks or that cannot be searched, and for a value that does not fit */
export async function identityOf(api: CddApi, name: string, given: unknown): Promise<Identity> {
	const field = fieldNamed(await vaultFields(api, 'batch'), name, 'Identifying Field');
	if (isNothing(given))
		throw badInput(valueLabel, 'is empty', 'Fill it in. An expression that finds nothing leaves the field empty.');
	const asGiven = readValue(field, given, valueLabel);
	const value = typeof asGiven === 'number' || choicesOf(field) ? asGiven : cleanText(asGiven);
	const spellings = new Set([value, asGiven]);
	const searchesFor = (values: Iterable<number | string>) =>
		[...values].flatMap((each) => {
			const search = searchFor(field, each);
			return search ? [search] : [];
		});
	const searches = searchesFor(spellings);
	const cases = typeof value === 'string' ? [value.toUpperCase(), value.toLowerCase()] : [];
	const inOtherCase = searchesFor(new Set(cases.filter((each) => !spellings.has(each))));
	if (searches.length > 0) return { name: field.name, value, searches, inOtherCase };
	throw badInput(
		'Identifying Field',
		'is of a type that cannot be searched',
		`${quote(name)} is of the type ${quote(field.data_type_name)}. Choose a field of texts, numbers, dates or a pick list.`,
	);
}

async function lookFor(api: CddApi, identity: Identity): Promise<number | undefined> {
	const { name, value, searches, inOtherCase } = identity;
	const found = await batchesBy(api, name, searches);
	const [batch, ...others] = found.filter((one) => sameSpelling(one.batch_fields?.[name], value));
	const held = `The field is ${quote(name)}, its value ${quote(value)}.`;
	if (batch && others.length > 0)
		throw badInput(
			valueLabel,
			'is on several batches',
			`${held} The batches have the IDs ${[batch, ...others]
				.slice(0, 20)
				.map(({ id }) => id)
				.join(', ')}. Choose a field with a different value for each batch, or correct the batches.`,
		);
	if (batch) return batch.id;
	const alike = [...found, ...(await batchesBy(api, name, inOtherCase))];
	const near = alike.find((one) => sameText(one.batch_fields?.[name], value));
	if (!near) return undefined;
	throw badInput(
		valueLabel,
		'is written differently on the batch',
		`${held} Batch ${near.id} has ${quote(near.batch_fields?.[name])}. Write it in the same way.`,
	);
}

async function batchesBy(api: CddApi, name: string, searches: readonly object[]): Promise<Batch[]> {
	const foundBy = new Map<number, Batch>();
	for (const search of searches) {
		const batchesFound = await readWhole(api, batches, {
			no_structures: true,
			only_molecule_ids: true,
			molecule_fields: ['-1'],
			batch_fields: [name],
			fields_search: [search],
		});
		for (const one of batchesFound) foundBy.set(one.id, one);
	}
	return [...foundBy.values()];
}

/** The batch with that value; undefined where a new one is to be made. @throws Fault `badInput` where several have it */
export async function batchWith({ api, ledger, itemIndex }: Call, identity: Identity): Promise<number | undefined> {
	const { name, value } = identity;
	// What an earlier try of the run has registered would be found.
	const { id } = await ledger.foundOnce(itemIndex, `batch with ${JSON.stringify([name, value])}`, async () => ({
		id: (await lookFor(api, identity)) ?? null,
	}));
	return id === null ? undefined : readId(id, valueLabel);
}

/** The batch with that ID. @throws Fault `badInput` where there is none */
export const batchCalled = async (call: Call, identifier: string): Promise<number> =>
	await batchIdToChange(
		call,
		{ by: 'identifier', text: identifier },
		{
			label: identifierLabel,
			orElse:
				'CDD Vault creates these IDs itself, so nothing is registered for an unknown one: check it, or find the batch by a batch field, which registers new batches.',
		},
	);
