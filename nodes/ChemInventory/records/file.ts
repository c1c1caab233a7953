import { listFrom } from '../../shared/dropdown';
import { asError, Fault } from '../../shared/fault';
import { locator } from '../../shared/form';
import type { Located } from '../../shared/form';
import { oncePerRun } from '../../shared/oncePerRun';
import { badInput, quote } from '../../shared/values/badInput';
import { didYouMean } from '../../shared/values/nearest';
import { onlyMatch } from '../../shared/values/onlyMatch';
import type { DataOf } from '../contract/endpoint';
import { listFiles } from '../contract/file';
import { connectChemInventory } from '../service/api';
import type { ChemInventoryApi } from '../service/api';

export const filePicker = locator(
	{
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
	},
	{ list: 'id', id: 'id' },
);

export type LocatedFile = Located<'id'>;

export const fileCategoryPicker = locator(
	{
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
	},
	{ list: 'id', name: 'name', id: 'id' },
);

export type LocatedFileCategory = Located<'id' | 'name'>;

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

/** A file as it is now, or nothing where the file store does not show it. @throws Fault */
export async function fileWithId(api: ChemInventoryApi, id: number): Promise<StoredFile | undefined> {
	return await findInStores(api, ({ files }) => files.find((file) => file.id === id));
}

/** The same for a category. @throws Fault */
export async function categoryWithId(api: ChemInventoryApi, id: number): Promise<FileCategory | undefined> {
	return await findInStores(api, ({ categories }) => categories.find((category) => category.id === id));
}

const inventoryStore = oncePerRun(async (api: ChemInventoryApi) => await api.call(listFiles, { scope: 'inventory' }));

/** A file for reading: the list is fetched once for all items. @throws Fault `badInput` */
export async function fileToRead(api: ChemInventoryApi, located: LocatedFile): Promise<StoredFile> {
	const { files } = await inventoryStore(api);
	return files.find((file) => file.id === located.id) ?? (await findFile(api, located));
}

/** A file as it is now. @throws Fault `badInput` */
export async function findFile(api: ChemInventoryApi, { id }: LocatedFile): Promise<StoredFile> {
	const file = await fileWithId(api, id);
	if (file) return file;
	throw badInput('File', 'was not found', `The file store shows no file with the ID ${id}. Choose one from the list.`);
}

/** A category by its ID or its name, as it is now. @throws Fault `badInput` naming the nearest names */
export async function findCategory(api: ChemInventoryApi, located: LocatedFileCategory): Promise<FileCategory> {
	if (located.by === 'id') {
		const category = await categoryWithId(api, located.id);
		if (category) return category;
		throw badInput(
			'Category',
			'was not found',
			`There is no file category with the ID ${located.id}. Choose one from the list, or give its name.`,
		);
	}
	const { text } = located;
	const { categories } = await api.call(listFiles, { scope: 'inventory' });
	return onlyMatch(
		'Category',
		categories.filter(({ name }) => name.trim() === text),
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
