import type { IDataObject } from 'n8n-workflow';

import { listIn } from '../../../shared/backup/cellValue';
import type { Change } from '../../../shared/backup/change';
import type { ChangedRecord, Planned, Step } from '../../../shared/backup/restore/steps';
import { named, undoAll } from '../../../shared/backup/restore/undo';
import type { Undone } from '../../../shared/backup/restore/undo';
import { isPlain } from '../../../shared/backup/restore/values';
import type { Vocabulary } from '../vocabulary';

const wordOf = (field: string, { words }: Vocabulary): string =>
	words.find(([name, ...keys]) => name === field || keys.includes(field))?.[0] ?? field;

export function said(record: IDataObject, word: string, { words }: Vocabulary): unknown {
	const [, ...keys] = words.find(([name]) => name === word) ?? [word];
	const key = [word, ...keys].find((one) => record[one] !== undefined);
	return key === undefined ? undefined : record[key];
}

export const nameOf = (change: Change, words: Vocabulary) =>
	change.change === 'renamed' ? 'name' : change.change === 'moved' ? 'location' : wordOf(change.field ?? '', words);

export const isOn = (value: unknown) => value === true || value === 'true' || Number(value) === 1;

export const textsIn = (value: unknown): string[] => {
	const list = listIn(value);
	return (list.length > 0 ? list : [value])
		.filter(isPlain)
		.map(String)
		.filter((text) => text !== '');
};

export const goneFor = (what: string, record: ChangedRecord, why: string): Planned[] => [
	{
		why: `The ${what} ${named(record)} is gone. ${why}`,
		lost: [what],
		...(record.before ? { before: record.before } : {}),
	},
];

export const staysAsItIs: Undone = { why: 'the service offers no way to change it' };

/** One step that undoes all changes of a record. @param picker the field of its form that names the record @param more what the form needs beside */
export function oneStep(
	step: Step,
	label: string,
	picker: string,
	record: ChangedRecord,
	undo: (change: Change) => Undone,
	more: IDataObject = {},
): Planned[] {
	const { set, restores, lost } = undoAll(label, record, undo);
	if (Object.keys(set).length === 0) return [...lost];
	const why = `The ${label.toLowerCase()} ${named(record)} was changed. This brings back ${restores.join(', ')}.`;
	return [{ step, why, restores, parameters: { [picker]: record.id, ...more, ...set } }, ...lost];
}
