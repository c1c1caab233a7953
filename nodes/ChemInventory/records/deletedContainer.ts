import { listFrom } from '../../shared/dropdown';
import { locator } from '../../shared/form';
import { listDeletedContainers } from '../contract/inventory';
import { connectChemInventory } from '../service/api';

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
export const searchDeletedContainers = listFrom(connectChemInventory, async (api) => {
	const containers = await api.call(listDeletedContainers, {});
	return containers
		.sort((a, b) => (b.datedeleted ?? '').localeCompare(a.datedeleted ?? '') || b.id - a.id)
		.map(({ id, containername, barcode, datedeleted }) => ({
			name: [containername, barcode, `deleted ${(datedeleted ?? '').slice(0, 10)}`, `ID ${id}`]
				.filter((part) => part !== undefined && part !== null && part !== '')
				.join(' · '),
			value: id,
		}));
});
