import { wholeNumber } from '../../../shared/form';
import type { ItemCall } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import { changeAll } from '../../../shared/writing/changeAll';
import type { Listed, MassChange, MassChanged } from '../../../shared/writing/changeAll';
import type { ChemInventoryApi } from '../../service/api';

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
	name?: string | null;
	barcode?: string | null;
	location?: number | null;
}

/** What is worth knowing of containers that are about to be moved or deleted; the location as its ID. */
export function listed(
	containers: readonly AnyContainer[],
	place: { location?: number; locationIds?: number[] } = {},
): Listed {
	return {
		ids: containers.map(({ id }) => id),
		...(place.locationIds ? { placeIds: place.locationIds } : {}),
		before: {
			containers: containers.map(({ id, name, barcode, location }) => ({
				id,
				name: name ?? null,
				barcode: barcode ?? null,
				location: location ?? place.location ?? null,
			})),
		},
	};
}

/**
 * Applies one change to all containers of a place, if as many are there as are expected.
 * @returns the containers, all of them changed, and how they were
 * @throws Fault
 */
export async function changeAllContainers(
	call: ItemCall<ChemInventoryApi>,
	expected: number,
	change: Omit<MassChange, 'idsKey' | 'things'>,
): Promise<MassChanged> {
	return await changeAll(call, {
		...change,
		things: 'containers',
		idsKey: 'containerIds',
		list: async () => {
			const found = await change.list();
			const real = found.ids.length;
			if (real === expected) return found;
			throw badInput(
				label,
				'differs from the real number, so nothing was done',
				`${change.where} holds ${real} containers, and ${expected} were expected. Look at what is there, then correct the number.`,
			);
		},
	});
}
