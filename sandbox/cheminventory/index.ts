import type { Service } from '../service';
import { ChemInventoryLab } from './lab';
import { ChemInventoryLive } from './live';
import { seedLab, tokens } from './seed';
import { chemInventoryService } from './service';
import { chemInventorySwitchSchema } from './switches';
import type { ChemInventorySwitches } from './switches';

export type { ChemInventorySwitches } from './switches';

export interface PlayedChemInventory {
	service: Service;
	/** Tokens, which no other host may see. */
	secrets: string[];
	/** The live state. */
	live: ChemInventoryLive;
}

/** The second vendor, with its seeded lab. */
export function playChemInventory(options: {
	switches: Partial<ChemInventorySwitches>;
	now: () => Date;
}): PlayedChemInventory {
	const lab = new ChemInventoryLab({ switches: chemInventorySwitchSchema.parse(options.switches), now: options.now });
	seedLab(lab);
	return {
		service: chemInventoryService(lab),
		secrets: Object.values(tokens),
		live: new ChemInventoryLive(lab),
	};
}
