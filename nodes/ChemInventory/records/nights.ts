import type { NightlyService } from '../../shared/backup/night/source';
import { id, optionalText } from '../../shared/form';

const form = {
	inventoryId: id({
		displayName: 'Inventory ID',
		name: 'inventoryId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 1234',
		description: 'The ID of the inventory that was read, from Inventory > Get Details',
	}),
	inventoryName: optionalText({
		displayName: 'Inventory Name',
		name: 'inventoryName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Main Building',
		description: 'The name of the inventory that was read, for people who read the manifest',
	}),
};

/** The nights of ChemInventory. */
export const inventoryNights: NightlyService<typeof form> = {
	name: 'ChemInventory',
	what: 'inventory',
	form,
	sourceOf: (_items, { inventoryId, inventoryName }) => ({ id: String(inventoryId), name: inventoryName }),
};
