import { wholeNumber } from '../../../shared/form';
import type { ItemCall, OperationCall, PlannedItem, Refuse, Thing } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import { changeAll } from '../../../shared/writing/changeAll';
import type { Listed, MassChange, MassChanged } from '../../../shared/writing/changeAll';
import type { ChemInventoryApi } from '../../service/api';
import { containerPlaces } from './output';

const label = 'Expected Number of Containers';

/** Mass changes act on whatever is there when they run, so the user says how many containers that must be. */
export const expectedNumber = wholeNumber({
	displayName: 'Expected Number of Containers',
	name: 'expectedNumber',
	type: 'number',
	typeOptions: { minValue: 0 },
	required: true,
	default: 0,
	description: 'How many containers must be there. If there are more or fewer, nothing is done.',
});

interface AnyContainer {
	id: number;
}

/**
 * Containers that are about to be moved or deleted.
 * @param place where they all stand, or the IDs of all places
 */
export async function listed(
	api: ChemInventoryApi,
	containers: readonly AnyContainer[],
	place: { location?: { id: number; path: string }; locationIds?: number[] } = {},
): Promise<Listed> {
	const { location } = place;
	const known = location ? { location: location.path, locationId: location.id } : {};
	const places = await containerPlaces(api, containers);
	return {
		ids: containers.map(({ id }) => id),
		...(place.locationIds ? { placeIds: place.locationIds } : {}),
		before: {
			containers: places.map(({ id, name = null, barcode = null, ...rest }) => ({
				id,
				name,
				barcode,
				...known,
				...rest,
			})),
		},
	};
}

/** One change of all containers of a place, looked up. */
export interface ContainersChange extends Omit<MassChange, 'idsKey' | 'things'> {
	expected: number;
	/** What it empties, and all that it and its looks depend on. */
	from: Thing;
	touched: readonly Thing[];
}

/** @throws Fault `badInput` if more or fewer are there than are expected */
async function listExpected({ expected, where, list }: ContainersChange): Promise<Listed> {
	const found = await list();
	const real = found.ids.length;
	if (real === expected) return found;
	throw badInput(
		label,
		'differs from the real number, so nothing was done',
		`${where} holds ${real} containers, but ${expected} were expected. Look at what is there, then correct the number.`,
	);
}

/**
 * Refuses items whose number is wrong before the first is changed. Where an earlier item changes what is counted, and where
 * there is one item alone, the count right before the change says it.
 */
export async function refuseOtherNumbers<Plan extends { change: ContainersChange }>(
	{ ledger }: OperationCall<ChemInventoryApi>,
	items: ReadonlyArray<PlannedItem<Plan>>,
	refuse: Refuse,
): Promise<void> {
	if (items.length < 2) return;
	const changed = new Set<Thing>();
	for (const { itemIndex, plan } of items) {
		const { from, touched } = plan.change;
		if (!ledger.begun(itemIndex) && !changed.has(from))
			await listExpected(plan.change).catch((thrown: unknown) => refuse(itemIndex, thrown));
		for (const each of touched) changed.add(each);
	}
}

/**
 * Applies one change to all containers of a place, if as many are there as are expected.
 * @returns the containers, all of them changed, how they were, and what else was taken
 * @throws Fault
 */
export async function changeAllContainers(
	call: ItemCall<ChemInventoryApi>,
	change: ContainersChange,
): Promise<MassChanged> {
	return await changeAll(call, {
		...change,
		things: 'containers',
		idsKey: 'containerIds',
		list: async () => await listExpected(change),
	});
}
