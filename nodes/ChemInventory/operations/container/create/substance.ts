import type { ItemCall } from '../../../../shared/operation';
import { looseKey } from '../../../../shared/values/text';
import type { Share } from '../../../../shared/writing/ledger';
import { noCas } from '../../../records/substance/cas';
import { findOrCreate } from '../../../records/substance/findOrCreate';
import { lookForSubstance, substanceNotFound } from '../../../records/substance/picker';
import type { LocatedSubstance } from '../../../records/substance/picker';
import type { ChemInventoryApi } from '../../../service/api';
import type { Creation } from './form';

/** One that exists, or what ChemInventory is to find or create it by. `cas` is `N/A` for none. */
export type WantedSubstance = { id: number } | { name: string; cas: string };

/**
 * The substance of a new container. By CAS or name it is looked for; a missing one is left to be created where the form
 * says so.
 * @param containerName stands in for the substance's name, which the service needs beside a CAS number
 * @throws Fault `badInput`
 */
export async function findWantedSubstance(
	api: ChemInventoryApi,
	located: LocatedSubstance,
	creation: Creation,
	containerName: string,
): Promise<WantedSubstance> {
	if (located.by === 'id') return { id: located.id };
	const { text } = located;
	const { id, near } = await lookForSubstance(api, located);
	if (id !== undefined) return { id };
	if (!creation.on)
		throw substanceNotFound(text, 'Substance', near, "enter the ID, or switch on 'Create Substance If Missing'");
	return located.by === 'cas'
		? { cas: text, name: creation.name ?? containerName }
		: { cas: creation.cas ?? noCas, name: text };
}

const severalFit = { message: "'Substance' matches several substances", fix: 'Enter the ID of one.' };

/** The substance of new containers: one for all items of a run that want it, because a second call may create it twice. */
export class GroupSubstance {
	private readonly shares: Share[] = [];

	private id: Promise<number> | undefined;

	constructor(private readonly wanted: WantedSubstance) {}

	/** What tells it from others: a name that is created has one spelling. */
	static keyOf(wanted: WantedSubstance): string {
		return JSON.stringify('id' in wanted ? wanted.id : [wanted.cas, looseKey(wanted.name)]);
	}

	addItem(itemIndex: number): void {
		this.shares.push({ itemIndex, values: this.wanted });
	}

	/** Its ID; if no container holds it yet, ChemInventory finds or creates it. @throws Fault */
	async idFor(call: ItemCall<ChemInventoryApi>): Promise<number> {
		return await (this.id ??= this.find(call));
	}

	private async find(call: ItemCall<ChemInventoryApi>): Promise<number> {
		const { wanted, shares } = this;
		if ('id' in wanted) return wanted.id;
		const { id, name } = await findOrCreate(call, wanted, severalFit, shares);
		call.hint(
			`No container of the inventory held ${wanted.name} (CAS ${wanted.cas}), so ChemInventory found or created the substance ${name ?? ''} with the ID ${id}.`,
		);
		return id;
	}
}
