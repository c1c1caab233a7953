import type { IDataObject } from 'n8n-workflow';

import { ReadLater } from '../../../../shared/operation';
import type { ItemCall, WrittenRecord } from '../../../../shared/operation';
import { customFieldKey } from '../../../contract/scalars';
import { rowById } from '../../../records/container/rows';
import type { ContainerRow } from '../../../records/container/rows';
import { rowRecords, shortContainer } from '../../../records/output';
import type { ChemInventoryApi } from '../../../service/api';
import { operation } from '../../operation';
import { addGroup, notCreated, rowOfItem } from '../create/group';
import type { ItemPlan } from '../create/plan';
import { change } from './existing';
import type { Changes } from './existing';
import { upsertForm } from './form';
import { checkAll, planOf, thingsOf } from './plan';

type Call = ItemCall<ChemInventoryApi>;

/** What became of the container stands first, before its many fields. */
async function shown(
	{ api }: Call,
	row: ContainerRow,
	raw: boolean,
	outcome: IDataObject,
	before: IDataObject | null,
): Promise<WrittenRecord[]> {
	const records = await rowRecords(api, [row], raw);
	return records.map((record) => ({ ...outcome, ...record, ...outcome, before }));
}

async function created(call: Call, { group, raw }: ItemPlan): Promise<ReadLater> {
	if (!group) throw notCreated();
	const added = await addGroup(call, group);
	return new ReadLater(async () => {
		const row = await rowOfItem(call.api, group, added, call.itemIndex);
		return await shown(call, row, raw, { outcome: 'created' }, null);
	});
}

async function changed(call: Call, changes: Changes, raw: boolean): Promise<ReadLater> {
	const { id } = changes;
	const old = await change(call, changes);
	return new ReadLater(async () => {
		const { api } = call;
		const [image = {}] = await rowRecords(api, [old], raw);
		const changedFields = Object.keys(image).filter((key) => raw || !customFieldKey.test(key));
		const outcome = changedFields.length > 0 ? { outcome: 'changed', changedFields } : { outcome: 'same' };
		return await shown(call, await rowById(api, id), raw, outcome, { id, ...image });
	});
}

export const upsert = operation({
	option: {
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update a container',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
	},
	kind: 'write',
	short: ['id', 'outcome', 'changedFields', ...shortContainer],
	form: upsertForm,
	prepare: planOf,
	checkAll,
	touches: thingsOf,
	run: async (call, plan) =>
		'creation' in plan ? await created(call, plan.creation) : await changed(call, plan.changes, plan.raw),
});
