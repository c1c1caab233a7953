import type { INodeProperties } from 'n8n-workflow';

import type { OperationCall } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { parseNumber } from '../../../shared/values/text';
import { changeAll } from '../../../shared/writing/changeAll';
import type { Listed, MassChange, MassChanged } from '../../../shared/writing/changeAll';
import type { ChemInventoryApi } from '../../service/api';

/** Mass changes act on whatever is there when they run, so the user says how many containers that must be. */
export const expectedCountField: INodeProperties = {
	displayName: 'Expected Number of Containers',
	name: 'expectedCount',
	type: 'number',
	typeOptions: { minValue: 0 },
	required: true,
	default: 0,
	description: 'How many containers must be there. If there are more or fewer, nothing is done.',
};

const label = 'Expected Number of Containers';

/** @throws Fault `badInput` */
function readExpectedCount(value: unknown): number {
	const count = parseNumber(value);
	if (count !== undefined && Number.isInteger(count) && count >= 0) return count;
	throw badInput(
		label,
		'is not a whole number',
		`It is ${quote(value ?? '')}. Give the number of containers that must be there, such as 12.`,
	);
}

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
 * Applies one change to all containers of a place, if as many are there as the form says.
 * @returns the containers, all of them changed, and how they were
 * @throws Fault
 */
export async function changeAllContainers(
	call: OperationCall<ChemInventoryApi>,
	itemIndex: number,
	change: Omit<MassChange, 'idsKey' | 'things'>,
): Promise<MassChanged> {
	const expected = readExpectedCount(call.functions.getNodeParameter('expectedCount', itemIndex, ''));
	return await changeAll(call, itemIndex, {
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
