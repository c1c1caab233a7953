import { Fault } from '../../shared/fault';
import type { Form } from '../../shared/form';
import { triggerEventsOf } from '../../shared/polling/triggerEvent';
import type { EventDefinition, TriggerEvent } from '../../shared/polling/triggerEvent';
import { recordFields } from '../records/recordFields';
import { fetchDetails } from '../service/api';
import type { ChemInventoryApi } from '../service/api';

/** What every cursor of this trigger holds. */
export interface InventoryCursor {
	/** The active inventory when the trigger began. */
	readonly inventory: number;
}

/** @throws Fault */
export const activeInventory = async (api: ChemInventoryApi): Promise<number> =>
	(await fetchDetails(api)).user.inventory;

/**
 * The web app and other programs switch the active inventory, and the log, the orders and the export are those of the
 * active one. A poll that finds another one reads nothing, and goes on where it stood once it is switched back.
 */
async function requireInventory(api: ChemInventoryApi, wanted: number): Promise<void> {
	const { user } = await fetchDetails(api);
	if (user.inventory === wanted) return;
	throw new Fault('refused', 'A different inventory is active, so nothing was read', {
		description: `This trigger watches the inventory ${wanted}; the active one of the API token's user is ${user.inventory} (${user.inventoryname ?? 'without a name'}). Switch it back in ChemInventory: the trigger then goes on where it stopped, and nothing is lost. To watch the other one from now on, put its number into 'Inventory ID' of the credential.`,
	});
}

const triggerEvent = triggerEventsOf<ChemInventoryApi>(recordFields);

/** An event of one inventory. */
export function inventoryEvent<Cursor extends InventoryCursor, F extends Form>(
	definition: EventDefinition<ChemInventoryApi, Cursor, F> & { readonly form: F },
): TriggerEvent<ChemInventoryApi> {
	return triggerEvent<Cursor, F>({
		...definition,
		async poll(call, cursor) {
			await requireInventory(call.api, cursor.inventory);
			return await definition.poll(call, cursor);
		},
	});
}
