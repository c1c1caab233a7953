import type { INodeProperties } from 'n8n-workflow';

import { listFrom } from '../../shared/dropdown';
import { asError, Fault } from '../../shared/fault';
import { oncePerRun } from '../../shared/oncePerRun';
import { badInput, quote } from '../../shared/values/badInput';
import { readId } from '../../shared/values/ids';
import { didYouMean } from '../../shared/values/nearest';
import { onlyMatch } from '../../shared/values/onlyMatch';
import type { DataOf } from '../contract/endpoint';
import { listFiles } from '../contract/file';
import { connectChemInventory } from '../service/api';
import type { ChemInventoryApi } from '../service/api';

export const fileField: INodeProperties = {
	displayName: 'File',
	name: 'file',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The file in the file store',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchFiles', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 186401' },
	],
};

export const fileCategoryField: INodeProperties = {
	displayName: 'Category',
	name: 'category',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The category of files',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchFileCategories', searchable: true },
		},
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Safety Data Sheets' },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 471' },
	],
};

export const fileScopes = ['inventory', 'site', 'enterprise'] as const;
export type FileScope = (typeof fileScopes)[number];

type FileStore = DataOf<typeof listFiles>;
export type StoredFile = FileStore['files'][number];
export type FileCategory = FileStore['categories'][number];

/** What one scope holds; nothing where the token may not look. */
async function storeOf(api: ChemInventoryApi, scope: FileScope): Promise<FileStore | undefined> {
	if (scope === 'inventory') return await api.call(listFiles, { scope });
	return await api.call(listFiles, { scope }).catch((thrown: unknown) => {
		if (thrown instanceof Fault && thrown.kind === 'refused') return undefined;
		throw asError(thrown);
	});
}

/** The first entry that fits, looked for in the inventory, then in the site and the enterprise. */
async function findInStores<T>(
	api: ChemInventoryApi,
	pick: (store: FileStore) => T | undefined,
): Promise<T | undefined> {
	for (const scope of fileScopes) {
		const store = await storeOf(api, scope);
		const found = store && pick(store);
		if (found !== undefined) return found;
	}
	return undefined;
}

export async function findFile(api: ChemInventoryApi, id: number): Promise<StoredFile | undefined> {
	return await findInStores(api, ({ files }) => files.find((file) => file.id === id));
}

export async function findCategory(api: ChemInventoryApi, id: number): Promise<FileCategory | undefined> {
	return await findInStores(api, ({ categories }) => categories.find((category) => category.id === id));
}

const inventoryStore = oncePerRun(async (api: ChemInventoryApi) => await api.call(listFiles, { scope: 'inventory' }));

/** A file for reading: the list is fetched once for all items. @throws Fault `badInput` */
export async function fileToRead(api: ChemInventoryApi, value: unknown): Promise<StoredFile> {
	const id = readId(value, 'File');
	const { files } = await inventoryStore(api);
	return files.find((file) => file.id === id) ?? (await resolveFile(api, id));
}

/** A file as it is now. @throws Fault `badInput` */
export async function resolveFile(api: ChemInventoryApi, value: unknown): Promise<StoredFile> {
	const id = readId(value, 'File');
	const file = await findFile(api, id);
	if (file) return file;
	throw badInput('File', 'was not found', `The file store shows no file with the ID ${id}. Choose one from the list.`);
}

/** A category by id or name, as it is now. @throws Fault `badInput` */
export async function resolveCategory(
	api: ChemInventoryApi,
	value: unknown,
	label = 'Category',
): Promise<FileCategory> {
	const text = String(value ?? '').trim();
	if (text === '') throw badInput(label, 'is empty', 'Choose a category from the list, or give its name.');
	const byId = /^\d+$/.test(text) ? await findCategory(api, Number(text)) : undefined;
	if (byId) return byId;
	const { categories } = await api.call(listFiles, { scope: 'inventory' });
	const matches = categories.filter(({ name }) => name === text);
	return onlyMatch(
		label,
		matches,
		(all) => [
			'fits several categories',
			`${quote(text)} fits the categories ${all.map(({ id }) => id).join(', ')}. Give the ID of one.`,
		],
		() => [
			'was not found',
			`There is no file category ${quote(text)}.${didYouMean(
				text,
				categories.map(({ name }) => name),
			)}`,
		],
	);
}

/** With the scope `inventory` the service lists what site and enterprise have as well. */
export const searchFiles = listFrom(connectChemInventory, async (api) => {
	const { files } = await inventoryStore(api);
	return files.map(({ id, name }) => ({ name: `${name} (ID ${id})`, value: id }));
});

export const searchFileCategories = listFrom(connectChemInventory, async (api) => {
	const { categories } = await inventoryStore(api);
	return categories.map(({ id, name }) => ({ name, value: id }));
});
