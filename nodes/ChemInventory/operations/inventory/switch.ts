import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../shared/fault';
import { changed } from '../../../shared/form';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { readBack } from '../../../shared/writing/readBack';
import { getDetails, switchInventory } from '../../contract/inventory';
import { inventoryPicker } from '../../records/inventory';
import type { ChemInventoryApi } from '../../service/api';
import { operation } from '../operation';

async function activeInventory(api: ChemInventoryApi): Promise<{ id: number; name: string | null }> {
	const { user, inventory } = await api.call(getDetails, {});
	return { id: user.inventory, name: user.inventoryname ?? inventory.name ?? null };
}

/** The active inventory is a state of the account, so it is read anew before and after. */
export const switchActive = operation({
	option: {
		name: 'Switch',
		value: 'switch',
		action: 'Switch the active inventory of the account',
		description:
			'Change the active inventory of the whole account: the web app and all other API tokens of that user change with it. Switch back at the end, even if a step failed.',
	},
	kind: 'destructive',
	form: {
		inventory: changed(inventoryPicker, {
			description:
				'The inventory to work in from now on. The output shows the previous one, so that you can switch back.',
		}),
	},
	async run(call, form) {
		const { api, hint } = call;
		const wanted = form.inventory.id;
		let previous: IDataObject = {};
		const { answer, before } = await applyOnce(call, {
			step: switchInventory.path,
			values: [wanted],
			look: async () => {
				const { id, name } = await activeInventory(api);
				previous = { previousInventory: name, previousInventoryId: id };
				return previous;
			},
			already: () => (previous.previousInventoryId === wanted ? previous : undefined),
			send: async () => {
				await api.call(switchInventory, { newinventory: wanted });
				return previous;
			},
			settle: async (noted) => {
				const active = await activeInventory(api);
				return active.id === wanted
					? { applied: true, answer: noted ?? {} }
					: { applied: false, seen: `The active inventory is ${active.id} (${active.name ?? 'without a name'}).` };
			},
			whereToLook: 'Look in ChemInventory which inventory is the active one before you run this step again.',
		});
		const switched = answer.previousInventoryId !== wanted;
		const read = async () => await activeInventory(api);
		const active = switched
			? await readBack(read, 'Look in ChemInventory which inventory is the active one.', answer)
			: await read();
		if (active.id !== wanted) {
			throw new Fault('incomplete', 'ChemInventory accepted the request, but a different inventory is active', {
				description: `It is ${active.id} (${active.name ?? 'without a name'}), not ${wanted}. Another program may have switched it at the same time.`,
				facts: answer,
				tellsOfChange: true,
			});
		}
		if (switched)
			hint("The active inventory was switched for the whole account of the token's user, in the web app, too.");
		return {
			switched,
			inventory: active.name,
			inventoryId: active.id,
			...answer,
			before: { inventory: before?.previousInventory ?? null, inventoryId: before?.previousInventoryId ?? null },
		};
	},
});
