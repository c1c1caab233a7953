import type { ChemInventoryLab } from '../lab';
import { seedChemicals } from './chemicals';
import { seedFields } from './fields';
import { seedPaperwork } from './paperwork';
import { seedPeople, seedSearchLimits, userIds } from './people';
import { inventoryIds, seedPlaces } from './places';
import { seedStock } from './stock';

export { fieldIds } from './fields';
export { tokens, userIds } from './people';
export { inventoryIds } from './places';

/** A made-up lab, the same at every start; its dates lie around the lab's clock. */
export function seedLab(lab: ChemInventoryLab): void {
	seedPlaces(lab);
	seedPeople(lab);
	seedFields(lab);
	seedChemicals(lab);
	seedStock(lab);
	seedPaperwork(lab);
	seedSearchLimits(lab);
	const admin = lab.users.get(userIds.admin);
	for (const { id } of lab.liveContainers(inventoryIds.main).slice(0, 3)) admin?.collection.add(id);
}
