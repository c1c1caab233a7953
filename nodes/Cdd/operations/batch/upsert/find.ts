import type { ItemCall } from '../../../../shared/operation';
import { badInput, quote } from '../../../../shared/values/badInput';
import { readId } from '../../../../shared/values/ids';
import { isNothing, sameSpelling, sameText } from '../../../../shared/values/text';
import { batchIdToChange } from '../../../records/batch/picker';
import { batches } from '../../../records/batch/resource';
import { fieldNamed, vaultFields } from '../../../records/vaultField';
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
	search: object;
}

/** @throws Fault `badInput` for a field that the vault lacks or that cannot be searched, and for a value that does not fit */
export async function identityOf(api: CddApi, name: string, given: unknown): Promise<Identity> {
	const field = fieldNamed(await vaultFields(api, 'batch'), name, 'Identifying Field');
	if (isNothing(given))
		throw badInput(valueLabel, 'is empty', 'Fill it in. An expression that finds nothing leaves the field empty.');
	const value = readValue(field, given, valueLabel);
	const search = searchFor(field, value);
	if (search) return { name: field.name, value, search };
	throw badInput(
		'Identifying Field',
		'is of a type that cannot be searched',
		`${quote(name)} is of the type ${quote(field.data_type_name)}. Choose a field of texts, numbers, dates or a pick list.`,
	);
}

async function lookFor(api: CddApi, { name, value, search }: Identity): Promise<number | undefined> {
	const found = await readWhole(api, batches, {
		no_structures: true,
		only_molecule_ids: true,
		molecule_fields: ['-1'],
		batch_fields: [name],
		fields_search: [search],
	});
	const holding = (isIt: typeof sameText) => found.filter((one) => isIt(one.batch_fields?.[name], value));
	const [batch, ...others] = holding(sameSpelling);
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
	const [near] = batch ? [] : holding(sameText);
	if (near)
		throw badInput(
			valueLabel,
			'is written differently on the batch',
			`${held} Batch ${near.id} has ${quote(near.batch_fields?.[name])}. Write it in the same way.`,
		);
	return batch?.id;
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
