import type { IDataObject } from 'n8n-workflow';

import { thing } from '../../../shared/operation';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { removeFromCollection } from '../../contract/myCollection';
import { containerToChange } from '../../records/container/chosen';
import { containerPicker } from '../../records/container/picker';
import { containerIdsOnList } from '../../records/myCollection';
import { operation } from '../operation';

export const remove = operation({
	option: {
		name: 'Remove',
		value: 'remove',
		action: 'Remove a container from my collection',
		description: 'Take one container off the list. The container stays in the inventory.',
	},
	kind: 'write',
	form: { container: containerPicker },
	prepare: async (call, form) => await containerToChange(call, form.container),
	touches: ({ id }) => [thing('my collection'), thing('container', id)],
	async run(call, { id: containerId }) {
		const { api } = call;
		const isOnList = async () => (await containerIdsOnList(api)).includes(containerId);
		let wasOnList = false;
		const result = (was: unknown): IDataObject => ({ removed: was === true, wasOnList: was === true, containerId });
		const { answer, before } = await applyOnce(call, {
			step: removeFromCollection.path,
			values: [containerId],
			look: async () => ({ containerId, wasOnList: (wasOnList = await isOnList()) }),
			already: () => (wasOnList ? undefined : result(wasOnList)),
			send: async () => {
				await api.call(removeFromCollection, { containerid: containerId });
				return result(wasOnList);
			},
			settle: async (noted) =>
				(await isOnList())
					? { applied: false, seen: `Container ${containerId} is still on the list.` }
					: { applied: true, answer: result(noted?.wasOnList) },
			whereToLook: 'Look at My Collection in ChemInventory before you run this step again.',
		});
		return { ...answer, before: before ?? null };
	},
});
