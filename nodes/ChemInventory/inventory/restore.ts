import { applyOnce } from '../../shared/applyOnce';
import { Fault } from '../../shared/fault';
import type { Operation } from '../../shared/operation';
import { badInput } from '../../shared/values/badInput';
import { readId } from '../../shared/values/ids';
import { fingerprintOf } from '../../shared/writeLedger';
import type { ChemInventoryApi } from '../api';
import { loadContainer } from '../container/schema';
import { rawDataField, toRecords } from '../output';
import { readBack } from '../readBack';
import { listDeletedContainers, restoreContainer } from './schema';

export const restore: Operation<ChemInventoryApi> = {
	option: {
		name: 'Restore',
		value: 'restore',
		action: 'Restore a deleted container',
		description: "Bring one deleted container back. Locations above it that were removed come back, too. Needs a group administrator's token.",
	},
	kind: 'write',
	fields: [
		{
			displayName: 'Container ID',
			name: 'containerId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 855552',
			description: 'The ID of a deleted container, as Get Deleted Containers gives it',
		},
		rawDataField,
	],
	async run({ functions, api, ledger, hint }, itemIndex) {
		// Read before the write: a field that cannot be read must not make a finished change look failed.
		const raw = functions.getNodeParameter('rawData', itemIndex);
		const id = readId(functions.getNodeParameter('containerId', itemIndex, ''), 'Container ID');
		const isDeleted = async () => (await api.call(listDeletedContainers, {})).some((container) => container.id === id);
		await applyOnce(ledger, {
			itemIndex,
			fingerprint: fingerprintOf(restoreContainer.path, api.address, id),
			look: async () => {
				if (await isDeleted()) return { id };
				throw badInput('Container ID', 'is not that of a deleted container', `Container ${id} is not among the deleted containers of the active inventory. It may have been restored already.`);
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
		return { restored: true, ...record };
	},
};
