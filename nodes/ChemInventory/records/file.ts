import { listFrom } from '../../shared/dropdown';
import { asError, Fault } from '../../shared/fault';
import { locator } from '../../shared/form';
import type { Located } from '../../shared/form';
import { oncePerValue } from '../../shared/oncePerValue';
import type { ItemCall } from '../../shared/operation';
import { badInput, quote } from '../../shared/values/badInput';
import { didYouMean } from '../../shared/values/nearest';
import { onlyMatch } from '../../shared/values/onlyMatch';
import { sameSpelling } from '../../shared/values/text';
import type { DataOf } from '../contract/endpoint';
import { listFiles } from '../contract/file';
import { connectChemInventory } from '../service/api';
import type { ChemInventoryApi } from '../service/api';
import { fileCategoryWords, fileWords } from './otherWords';
import { shownIn } from './output';
import { idToChange } from './toChange';

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

export const showFile = shownIn(fileWords);

export const showCategory = shownIn(fileCategoryWords);

/** With the scope `inventory` the service lists what site and enterprise have as well. @throws Fault */
export const storeNow = async (api: ChemInventoryApi, scope: FileScope): Promise<FileStore> =>
	await api.call(listFiles, { scope });

/** As it was when the run of the node began, fetched once: for reads, and for what is checked before the first change. */
export const storeAtFirst = oncePerValue(storeNow);

/** What one scope holds; nothing where the token may not look. */
async function visibleStore(
	store: typeof storeNow,
	api: ChemInventoryApi,
	scope: FileScope,
): Promise<FileStore | undefined> {
	if (scope === 'inventory') return await store(api, scope);
	return await store(api, scope).catch((thrown: unknown) => {
		if (thrown instanceof Fault && thrown.kind === 'refused') return undefined;
		throw asError(thrown);
	});
}

/** The first entry that fits, looked for in the inventory, then in the site and the enterprise. */
async function findInStores<T>(
	api: ChemInventoryApi,
	pick: (store: FileStore) => T | undefined,
	store = storeNow,
): Promise<T | undefined> {
	for (const scope of fileScopes) {
		const visible = await visibleStore(store, api, scope);
		const found = visible && pick(visible);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** A file as it is now, or nothing where the file store does not show it. @throws Fault */
export async function fileWithId(api: ChemInventoryApi, id: number, store = storeNow): Promise<StoredFile | undefined> {
	return await findInStores(api, ({ files }) => files.find((file) => file.id === id), store);
}

/** The same for a category. @throws Fault */
export async function categoryWithId(
	api: ChemInventoryApi,
	id: number,
	store = storeNow,
): Promise<FileCategory | undefined> {
	return await findInStores(api, ({ categories }) => categories.find((category) => category.id === id), store);
}

/** A file for reading: the list is fetched once for all items. @throws Fault `badInput` */
export async function fileToRead(api: ChemInventoryApi, located: LocatedFile): Promise<StoredFile> {
	return await findFile(api, located, storeAtFirst);
}

/** The ID of a file that is to be changed. @throws Fault `badInput` */
export async function fileToChange(call: ItemCall<ChemInventoryApi>, located: LocatedFile): Promise<number> {
	return await idToChange(call, 'File', located, async () => await findFile(call.api, located, storeAtFirst));
}

/** A file as it is now. @throws Fault `badInput` */
export async function findFile(api: ChemInventoryApi, { id }: LocatedFile, store = storeNow): Promise<StoredFile> {
	const file = await fileWithId(api, id, store);
	if (file) return file;
	throw badInput('File', 'was not found', `The file store shows no file with the ID ${id}. Choose one from the list.`);
}

/** The ID of a category that is to be changed. @throws Fault `badInput` naming the nearest names */
export async function categoryToChange(
	call: ItemCall<ChemInventoryApi>,
	located: LocatedFileCategory,
): Promise<number> {
	return await idToChange(call, 'Category', located, async () => await findCategory(call.api, located, storeAtFirst));
}

/** A category by its ID or its name, as it is now. @throws Fault `badInput` naming the nearest names */
export async function findCategory(
	api: ChemInventoryApi,
	located: LocatedFileCategory,
	store = storeNow,
): Promise<FileCategory> {
	if (located.by === 'id') {
		const category = await categoryWithId(api, located.id, store);
		if (category) return category;
		throw badInput(
			'Category',
			'was not found',
			`There is no file category with the ID ${located.id}. Choose one from the list, or enter its name.`,
		);
	}
	const { text } = located;
	const { categories } = await store(api, 'inventory');
	return onlyMatch(
		'Category',
		categories.filter(({ name }) => sameSpelling(name, text)),
		(all) => [
			'matches several categories',
			`${quote(text)} matches the categories ${all.map(({ id }) => id).join(', ')}. Enter the ID of one.`,
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

export const searchFiles = listFrom(
	connectChemInventory,
	async (api) => {
		const { files } = await storeNow(api, 'inventory');
		return files.map(({ id, name }) => ({ name: `${name} (ID ${id})`, value: id }));
	},
	'The file store of this inventory has no files. Add one in ChemInventory, then open the list again.',
);

export const searchFileCategories = listFrom(
	connectChemInventory,
	async (api) => {
		const { categories } = await storeNow(api, 'inventory');
		return categories.map(({ id, name }) => ({ name, value: id }));
	},
	'This inventory has no categories of files. Create one with the operation Create Category.',
);
