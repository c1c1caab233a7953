import type { Service } from '../service';
import { ChemInventoryLab } from './lab';
import { ChemInventoryLive } from './live';
import { inventoryIds, seedLab, tokens } from './seed';
import { chemInventoryBase, chemInventoryService } from './service';
import { chemInventorySwitchSchema, type ChemInventorySwitches } from './switches';

export type { ChemInventorySwitches } from './switches';

export interface ChemInventorySandbox {
	/** The base address of the API, with its `/api`. */
	url: string;
	/** Of the group administrator, who sees both inventories. */
	token: string;
	tokens: typeof tokens;
	inventoryId: number;
	otherInventoryId: number;
	/** The live state. */
	lab: ChemInventoryLive;
}

interface PlayedService {
	service: Service;
	/** Tokens, which no other host may see. */
	secrets: string[];
	playedAt(origin: string): ChemInventorySandbox;
}

/** The second vendor, with its seeded lab. */
export function startChemInventory(options: {
	switches: Partial<ChemInventorySwitches>;
	now: () => Date;
}): PlayedService {
	const lab = new ChemInventoryLab({ switches: chemInventorySwitchSchema.parse(options.switches), now: options.now });
	seedLab(lab);
	const live = new ChemInventoryLive(lab);
	return {
		service: chemInventoryService(lab),
		secrets: Object.values(tokens),
		playedAt: (origin) => ({
			url: `${origin}${chemInventoryBase}`,
			token: tokens.admin,
			tokens,
			inventoryId: inventoryIds.main,
			otherInventoryId: inventoryIds.other,
			lab: live,
		}),
	};
}
