import type { ChangedRecord, Planned, Step } from '../../../shared/backup/restore/steps';
import { named } from '../../../shared/backup/restore/undo';
import type { Undone } from '../../../shared/backup/restore/undo';
import { heldNothing, isPlain } from '../../../shared/backup/restore/values';
import { parseId } from '../../../shared/values/ids';
import { dataObject } from '../../../shared/values/json';
import { fileWords, userWords, watchlistWords } from '../otherWords';
import type { Vocabulary } from '../vocabulary';
import { createWatchlist, renameFile, setFileCategory, updateUser, updateWatchlist } from './steps';
import { goneFor, nameOf, oneStep, said, staysAsItIs, textsIn } from './words';

const decidedByPeople: ReadonlySet<string> = new Set(['accountType', 'role']);

/** A step that sets all of these words: fields of its form that take no empty value. */
function oneWhole(
	step: Step,
	label: string,
	picker: string,
	record: ChangedRecord,
	names: readonly string[],
	words: Vocabulary,
): Planned[] {
	const ofThatTime = names.map((name) => {
		const changed = record.changes.find((change) => nameOf(change, words) === name);
		const value = said(record.before ?? {}, name, words) ?? changed?.from;
		return [name, name === 'terms' ? textsIn(value) : value] as const;
	});
	const isWhole = ofThatTime.every(([, value]) => !heldNothing(value));
	const all = dataObject(Object.fromEntries(ofThatTime));
	return oneStep(step, label, picker, record, (change): Undone => {
		const word = nameOf(change, words);
		if (decidedByPeople.has(word)) return { why: 'what somebody may do is for a person to decide' };
		// Of people the whole name is one.
		if (!names.includes(word) && !(word === 'name' && names.includes('firstName'))) return staysAsItIs;
		return isWhole
			? { set: all }
			: { why: 'the change does not come with the whole record (before), or a value was empty' };
	});
}

export function planWatchlist(record: ChangedRecord): Planned[] {
	const { before = {} } = record;
	if (!record.isGone)
		return oneWhole(updateWatchlist, 'Watchlist', 'watchlist', record, ['name', 'terms'], watchlistWords);
	const [name, scope] = [said(before, 'name', watchlistWords), said(before, 'scope', watchlistWords)];
	const terms = textsIn(said(before, 'terms', watchlistWords));
	if (!isPlain(name) || terms.length === 0)
		return goneFor('watchlist', record, 'It had no name or no terms, and such a list cannot be created.');
	if (scope === 'global')
		return goneFor(
			'watchlist',
			record,
			'ChemInventory keeps it for everybody, and only ChemInventory can bring it back.',
		);
	return [
		{
			step: createWatchlist,
			why: `The watchlist ${named(record)} is gone. It is created again with its terms.`,
			restores: ['name', 'scope', 'terms'],
			parameters: { name: String(name), scope: isPlain(scope) ? String(scope) : 'inventory', terms },
		},
		{
			why: `The watchlist ${named(record)} gets a new ID. Who gets mail about it has to be set in ChemInventory.`,
			lost: ['id', 'emailAlert'],
		},
	];
}

export function planFile(record: ChangedRecord): Planned[] {
	if (record.isGone)
		return goneFor(
			'file',
			record,
			'ChemInventory takes no files through its API. Upload it in ChemInventory, from the documents of the backup if they were saved.',
		);
	const category = record.changes.find((change) => ['category', 'categoryId'].includes(nameOf(change, fileWords)));
	const categoryId = parseId(
		said(record.before ?? {}, 'categoryId', fileWords) ??
			(category && nameOf(category, fileWords) === 'categoryId' ? category.from : undefined),
	);
	const others = {
		...record,
		changes: record.changes.filter((change) => !['category', 'categoryId'].includes(nameOf(change, fileWords))),
	};
	return [
		...oneStep(renameFile, 'File', 'file', others, (change): Undone =>
			nameOf(change, fileWords) === 'name' && isPlain(change.from)
				? { set: { newName: String(change.from) } }
				: staysAsItIs,
		),
		...(category
			? [
					{
						step: setFileCategory,
						why: `The file ${named(record)} was in another category.`,
						restores: ['category'],
						parameters: {
							file: record.id,
							putInto: categoryId === undefined ? 'none' : 'category',
							...(categoryId === undefined ? {} : { category: categoryId }),
						},
					},
				]
			: []),
	];
}

export function planUser(record: ChangedRecord): Planned[] {
	if (record.isGone)
		return goneFor('user', record, 'Who may enter the inventory is for a person to decide: see User > Create.');
	return oneWhole(updateUser, 'User', 'user', record, ['email', 'firstName', 'lastName'], userWords);
}

export function planLocation(record: ChangedRecord): Planned[] {
	const why = 'ChemInventory takes no changes of locations through its API. Do it in ChemInventory.';
	if (record.isGone)
		return goneFor(
			'location',
			record,
			`${why} Locations above a deleted container come back with Inventory > Restore, with their IDs.`,
		);
	return [
		{
			why: `The location ${named(record)} was changed. ${why}`,
			lost: record.changes.map(({ field }) => field ?? 'location'),
		},
	];
}

export const planDeletedContainer = (record: ChangedRecord): Planned[] => [
	{
		why: `The deleted container ${named(record)} is no longer in the list of deleted containers: it was restored, or removed for good.`,
		lost: ['deleted container'],
		...(record.before ? { before: record.before } : {}),
	},
];

export const planAuditEntry = (record: ChangedRecord): Planned[] => [
	{
		why: 'ChemInventory writes its history itself, and it cannot be changed.',
		lost: ['history'],
		...(record.before ? { before: record.before } : {}),
	},
];
