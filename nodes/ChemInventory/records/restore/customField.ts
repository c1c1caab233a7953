import type { ChangedRecord, Planned } from '../../../shared/backup/restore/steps';
import { named } from '../../../shared/backup/restore/undo';
import type { Undone } from '../../../shared/backup/restore/undo';
import { heldNothing, isPlain } from '../../../shared/backup/restore/values';
import { customFieldWords } from '../otherWords';
import { createField, updateField } from './steps';
import { goneFor, isOn, nameOf, oneStep, said, staysAsItIs, textsIn } from './words';

const fieldFlags: ReadonlySet<string> = new Set(['searchable', 'showForOrders', 'onlyAdministratorsEdit']);

export function planCustomField(record: ChangedRecord): Planned[] {
	const { before = {} } = record;
	const [, prefix, number] = /^(cf|sf)-(\d+)$/.exec(String(record.id)) ?? [];
	const fieldOf = prefix ? (prefix === 'cf' ? 'container' : 'substance') : said(before, 'fieldOf', customFieldWords);
	if (!record.isGone) {
		if (!isPlain(fieldOf))
			return goneFor('custom field', record, 'It is not known whether it is of containers or of substances.');
		return oneStep(
			updateField,
			'Custom field',
			'customField',
			{ ...record, id: number ?? record.id },
			(change): Undone => {
				const word = nameOf(change, customFieldWords);
				if (word === 'name' && !heldNothing(change.from)) return { set: { name: String(change.from) } };
				if (word === 'allowedValues') {
					const values = textsIn(change.from);
					return values.length > 0
						? { set: { allowedValues: values } }
						: { why: 'the list was empty, and cannot be emptied' };
				}
				if (fieldFlags.has(word)) return { set: { [word]: isOn(change.from) } };
				return word === 'type' ? { why: 'the type of a field cannot be changed' } : staysAsItIs;
			},
			{ fieldOf },
		);
	}
	const [name, type] = [said(before, 'name', customFieldWords), said(before, 'type', customFieldWords)];
	if (!isPlain(name) || !isPlain(type) || !isPlain(fieldOf))
		return goneFor('custom field', record, 'Its name, type or kind is not known.');
	const allowed = textsIn(said(before, 'allowedValues', customFieldWords));
	const flags = [...fieldFlags].flatMap((word) => {
		const value = said(before, word, customFieldWords);
		return value === undefined ? [] : [[word, isOn(value)] as const];
	});
	return [
		{
			step: createField,
			why: `The custom field ${named(record)} is gone. It is created again.`,
			restores: ['name', 'type', 'allowedValues'],
			parameters: {
				fieldOf,
				name: String(name),
				dataType: String(type),
				...(allowed.length > 0 ? { allowedValues: allowed } : {}),
				...Object.fromEntries(flags),
			},
		},
		{
			why: `The custom field ${named(record)} gets a new ID and a new key. The values that it had in all containers are gone; they are in the earlier file of the containers.`,
			lost: ['id', 'key', 'values'],
		},
	];
}
