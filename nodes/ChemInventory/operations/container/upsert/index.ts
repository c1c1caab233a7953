import type { IDataObject } from 'n8n-workflow';

import { ReadLater } from '../../../../shared/operation';
import type { ItemCall, WrittenRecord } from '../../../../shared/operation';
import { containerRecords, shortContainer, withNews } from '../../../records/container/output';
import { rowById } from '../../../records/container/rows';
import type { ContainerRow } from '../../../records/container/rows';
import type { ChemInventoryApi } from '../../../service/api';
import { operation } from '../../operation';
import { addGroup, notCreated, rowOfItem } from '../create/group';
import type { ItemPlan } from '../create/plan';
import { change } from './existing';
import type { Changed, Changes } from './existing';
import { upsertForm } from './form';
import { checkAll, planOf, thingsOf } from './plan';

type Call = ItemCall<ChemInventoryApi>;

async function shown(
	{ api }: Call,
	row: ContainerRow,
	isRaw: boolean,
	outcome: IDataObject,
	before: IDataObject | null,
): Promise<WrittenRecord[]> {
	const records = await containerRecords(api, [row], isRaw);
	return records.map((record) => ({ ...withNews(record, outcome), before }));
}

async function created(call: Call, { group, raw }: ItemPlan): Promise<ReadLater> {
	if (!group) throw notCreated();
	const added = await addGroup(call, group);
	return new ReadLater(async () => {
		const row = await rowOfItem(call.api, group, added, call.itemIndex);
		return await shown(call, row, raw, { outcome: 'created' }, null);
	});
}

/** The container as it was, as far as it was changed. A path that has no inventory in front is that of a list. */
function asItWas(id: number, { saved, place }: Changed, isRaw: boolean): IDataObject {
	const path = isRaw ? 'location' : 'locationtext';
	return { id, ...saved, ...(place && { [path]: place.location, locationid: place.locationId }) };
}

async function changed(call: Call, id: number, changes: Changes, raw: boolean): Promise<ReadLater> {
	const was = asItWas(id, await change(call, id, changes, raw), raw);
	return new ReadLater(async () => {
		const { api } = call;
		const [before = {}] = await containerRecords(api, [was], raw);
		// The ID of a location changes with its path.
		const unsaid = ['id', raw ? 'locationid' : 'locationId'];
		const changedFields = Object.keys(before).filter((key) => !unsaid.includes(key));
		const outcome = changedFields.length > 0 ? { outcome: 'changed', changedFields } : { outcome: 'same' };
		return await shown(call, await rowById(api, id), raw, outcome, before);
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
	async run(call, plan) {
		if ('creation' in plan) return await created(call, plan.creation);
		const { id, changes } = plan.existing;
		if (!changes) throw new Error(`Container ${id} was not compared`);
		return await changed(call, id, changes, plan.raw);
	},
});
