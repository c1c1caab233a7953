import { Fault } from '../../../shared/fault';
import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { badInput } from '../../../shared/values/badInput';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { readId } from '../../../shared/values/ids';
import { dataObject } from '../../../shared/values/json';
import { readLocator } from '../../../shared/values/locator';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { readBack } from '../../../shared/writing/readBack';
import { loadContainer } from '../../contract/container';
import { listDeletedContainers, restoreContainer } from '../../contract/inventory';
import { deletedContainerField } from '../../records/deletedContainer';
import { rawDataField, shortContainer, toRecords } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';

export const restore: Operation<ChemInventoryApi> = {
	option: {
		name: 'Restore',
		value: 'restore',
		action: 'Restore a deleted container',
		description:
			"Bring one deleted container back. Locations above it that were removed come back, too. Needs a group administrator's token.",
	},
	kind: 'write',
	short: ['id', 'restored', ...shortContainer],
	fields: [deletedContainerField, rawDataField],
	async run({ functions, api, ledger, hint }, itemIndex) {
		// Read before the write: a field that cannot be read must not make a finished change look failed.
		const raw = wantsRaw(functions, itemIndex);
		const id = readId(readLocator(functions, 'containerId', itemIndex).value, 'Deleted Container');
		const deletedOne = async () => (await api.call(listDeletedContainers, {})).find((container) => container.id === id);
		const isDeleted = async () => (await deletedOne()) !== undefined;
		const { before } = await applyOnce(ledger, {
			itemIndex,
			fingerprint: fingerprintOf(restoreContainer.path, api.address, id),
			look: async () => {
				const deleted = await deletedOne();
				if (deleted) return dataObject(deleted);
				throw badInput(
					'Deleted Container',
					'is not deleted',
					`Container ${id} is not among the deleted containers of the active inventory. It may have been restored already.`,
				);
			},
			send: async () => {
				await api.call(restoreContainer, { id });
				return { id };
			},
			settle: async () =>
				(await isDeleted())
					? { applied: false, seen: `Container ${id} is still among the deleted containers.` }
					: { applied: true, answer: { id } },
			whereToLook: `Look for container ${id} in ChemInventory before you run this step again.`,
			signal: functions.getExecutionCancelSignal(),
		});
		const container = await readBack(
			async () => ((await isDeleted()) ? undefined : await api.call(loadContainer, { containerid: id })),
			`Look for container ${id} in ChemInventory.`,
			{ containerId: id },
		);
		if (!container) {
			throw new Fault('incomplete', 'ChemInventory accepted the request, and the container is still deleted', {
				description: `Container ${id} is still among the deleted containers. Look at it in ChemInventory.`,
			});
		}
		hint('Locations that had been removed come back with their containers: look at the tree of locations.');
		const [record] = await toRecords(api, [container], raw);
		return { restored: true, ...record, before: before ?? null };
	},
};
