import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../shared/fault';
import { timeLimits } from '../../../shared/http/send';
import { thing } from '../../../shared/operation';
import type { WrittenRecord } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import { dataObject } from '../../../shared/values/json';
import { applyOnce } from '../../../shared/writing/applyOnce';
import type { Sighting } from '../../../shared/writing/applyOnce';
import { idsText } from '../../../shared/writing/noted';
import { readBack } from '../../../shared/writing/readBack';
import { refuseNamedTwice } from '../../../shared/writing/severalItems';
import { deleteContainers } from '../../contract/container';
import { containersPicker, containersToChange } from '../../records/container/chosen';
import { refuseMissingAmongSeveral } from '../../records/container/existing';
import { containerRecords } from '../../records/container/output';
import { rowsByIds } from '../../records/container/rows';
import type { ChemInventoryApi } from '../../service/api';
import { operation } from '../operation';

/** What is worth knowing once the container is gone, and all that it was. */
function toDeleted(container: IDataObject): WrittenRecord {
	const { id, name = null, barcode = null, location = null } = container;
	return { deleted: true, id, name, barcode, location, before: container };
}

async function readBefore(api: ChemInventoryApi, ids: readonly number[]): Promise<IDataObject> {
	const { table, missing } = await rowsByIds(api, ids, timeLimits.list);
	if (missing.length > 0) {
		throw badInput(
			'Containers',
			'names containers that do not exist, so nothing was sent',
			`Not in the active inventory: ${missing.join(', ')}. They may have been deleted already.`,
		);
	}
	return { containers: await containerRecords(api, table.rows, false) };
}

async function stillThere(api: ChemInventoryApi, ids: readonly number[]): Promise<number[]> {
	const { missing } = await rowsByIds(api, ids, timeLimits.list);
	return ids.filter((id) => !missing.includes(id));
}

async function lookWhetherGone(api: ChemInventoryApi, ids: readonly number[]): Promise<Sighting> {
	const left = await stillThere(api, ids);
	return left.length === 0
		? { applied: true, answer: { containerIds: [...ids] } }
		: { applied: false, seen: `${left.length} of ${ids.length} containers are still there (${left.join(', ')}).` };
}

export const deleteContainer = operation({
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete containers',
		description:
			'Delete one container or several. A group administrator can restore them: see the operation Restore of the resource Inventory.',
	},
	kind: 'destructive',
	form: { containers: containersPicker },
	prepare: async (call, form) => await containersToChange(call, form.containers),
	async checkAll(call, items, refuse) {
		refuseNamedTwice(call, items, refuse, ({ ids }) => ids, 'Containers');
		await refuseMissingAmongSeveral(call, items, refuse, 'Containers');
	},
	touches: ({ ids }) => ids.map((id) => thing('container', id)),
	async run(call, { ids }) {
		const { api, hint } = call;
		const { before } = await applyOnce(call, {
			step: deleteContainers.path,
			values: [ids],
			look: async () => await readBefore(api, ids),
			send: async () => {
				await api.call(deleteContainers, { containerid: ids }, timeLimits.list);
				return { containerIds: ids };
			},
			settle: async () => await lookWhetherGone(api, ids),
			whereToLook: `Look for the containers ${idsText(ids)} in ChemInventory.`,
		});
		const left = await readBack(async () => await stillThere(api, ids), `Look for the containers ${idsText(ids)}.`, {
			containerIds: ids,
		});
		if (left.length > 0) throw notGone(left);
		hint('Deleted containers can be restored one by one with the operation Restore of the resource Inventory.');
		return (Array.isArray(before?.containers) ? before.containers : []).map((container) =>
			toDeleted(dataObject(Object(container))),
		);
	},
});

function notGone(left: number[]): Fault {
	return new Fault('unsuccessful', 'ChemInventory did not delete all of the containers', {
		description: `Still there after the deletion: ${left.join(', ')}.`,
		facts: { notDeleted: left },
	});
}
