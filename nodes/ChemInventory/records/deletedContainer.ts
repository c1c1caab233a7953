import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import { labelOf, listFrom } from '../../shared/dropdown';
import { locator } from '../../shared/form';
import type { DataOf } from '../contract/endpoint';
import { listDeletedContainers } from '../contract/inventory';
import { connectChemInventory } from '../service/api';
import type { ChemInventoryApi } from '../service/api';
import { containerRecords } from './container/output';

export const deletedContainerPicker = locator(
	{
		displayName: 'Deleted Container',
		name: 'deletedContainer',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The container to bring back',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchDeletedContainers', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 855552' },
		],
	},
	{ list: 'id', id: 'id' },
);

/** Deleted containers of the active inventory, the last deleted first. Needs a group administrator's token. */
export const searchDeletedContainers = listFrom(
	connectChemInventory,
	async (api) => {
		const containers = await api.call(listDeletedContainers, {});
		return containers
			.sort((a, b) => (b.datedeleted ?? '').localeCompare(a.datedeleted ?? '') || b.id - a.id)
			.map(({ id, containername, barcode, datedeleted }) => ({
				name: labelOf(barcode, containername, `deleted ${(datedeleted ?? '').slice(0, 10)}`, `ID ${id}`),
				value: id,
			}));
	},
	'No container of this inventory was deleted, so there is nothing to bring back.',
);

type DeletedContainer = DataOf<typeof listDeletedContainers>[number];

/** `YYYY-MM-DD HH:MM:SS`, in UTC by the vendor's page. */
function isoTime(time: string | null | undefined): string | null | undefined {
	const date = DateTime.fromSQL(time ?? '', { zone: 'utc' });
	return date.isValid ? date.toISO({ suppressMilliseconds: true }) : time;
}

/** Entries of the list of deleted containers as items show them. @throws Fault */
export async function deletedRecords(
	api: ChemInventoryApi,
	deleted: readonly DeletedContainer[],
	raw: unknown,
): Promise<IDataObject[]> {
	if (raw === true) return await containerRecords(api, deleted, raw);
	const plain = deleted.map(({ user, datedeleted, ...rest }) => ({
		...rest,
		datedeleted: isoTime(datedeleted),
		deletedBy: user,
	}));
	return await containerRecords(api, plain, raw);
}
