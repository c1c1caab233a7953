import type { INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';

import { inPieces } from '../../breather';
import { Fault } from '../../fault';
import { quote } from '../../values/badInput';
import { dataObject } from '../../values/json';
import { objectIn, unfolded } from '../cellValue';
import { changesByImportance } from '../change';
import type { Change } from '../change';
import type { AddedRecord, ChangedRecord, Comparison } from './steps';

const optionalText = z
	.union([z.string(), z.number().transform(String), z.null().transform(() => undefined)])
	.optional();

const changeItem = z.object({
	change: z.enum(changesByImportance),
	kind: z.string().min(1),
	summary: z.string().default(''),
	id: z.union([z.number(), z.string().min(1), z.null().transform(() => undefined)]).optional(),
	name: optionalText,
	barcode: optionalText,
	field: optionalText,
	from: z.unknown(),
	to: z.unknown(),
	difference: optionalText,
	unit: optionalText,
	records: z.number().optional().catch(undefined),
	// In a file of text it is the JSON of the record.
	before: z.preprocess(unfolded, z.record(z.unknown()).nullish().catch(undefined)),
});

const whereChangesComeFrom = "Connect this step to a Compare step with 'Output As' set to Changes.";

const notAChange = (row: number, what: string) =>
	new Fault('badInput', 'An item is not a change of a comparison', {
		description: `Item ${row} ${what}. ${whereChangesComeFrom}`,
	});

const mixed = (record: string, what: string) =>
	new Fault('badInput', 'The changes of several comparisons are mixed', {
		description: `${record} ${what}. Plan with the changes of one comparison: of the file to go back to with the latest one.`,
	});

/** @throws Fault `badInput` */
function readChange({ json }: INodeExecutionData, row: number, kinds: readonly string[], service: string): Change {
	const read = changeItem.safeParse(json);
	if (!read.success) {
		const [key = ''] = read.error.issues[0]?.path ?? [];
		throw notAChange(row, key in json ? `has ${quote(json[key])} as "${key}"` : `has no "${key}"`);
	}
	const { before, ...change } = read.data;
	if (!kinds.includes(change.kind))
		throw new Fault('badInput', 'A change is of another service', {
			description: `Item ${row} is about ${quote(change.kind)}. This node plans for ${service}: ${kinds.join(', ')}.`,
		});
	const concernsAll = change.change === 'fieldGone' || change.change === 'fieldAdded';
	if (!concernsAll && change.id === undefined)
		throw notAChange(row, 'does not say which record changed: it has no "id"');
	if (change.change === 'gone' && !before)
		throw new Fault('badInput', 'The record that is gone is missing from its change', {
			description: `Item ${row} says that ${change.kind} ${change.id} is gone, and has no "before" with the record. Keep that field in the steps between Compare and this one.`,
		});
	return { ...change, ...(before ? { before: objectIn(before) } : {}) };
}

/** What a change is about: of one thing two changes contradict each other, or are one. */
function aspectOf({ change, field }: Change): string {
	if (change === 'gone' || change === 'added') return 'record';
	if (change === 'debited' || change === 'credited') return 'amount';
	if (change === 'moved') return 'place';
	return change === 'renamed' ? 'name' : `field ${field ?? ''}`;
}

const content = ({ change, from, to, before }: Change) =>
	JSON.stringify(change === 'gone' || change === 'added' ? [change, before] : [change, from, to]);

const keyOf = (kind: string, id: number | string) => `${kind} ${String(id).trim()}`;

/** The changes of one record as they come. */
class Gathered {
	private readonly byAspect = new Map<string, Change>();

	constructor(private readonly label: string) {}

	/** @returns false if it was there already. @throws Fault `badInput` */
	add(change: Change): boolean {
		const aspect = aspectOf(change);
		const known = this.byAspect.get(aspect);
		if (known && content(known) === content(change)) return false;
		if (known && aspect === 'record')
			throw mixed(this.label, `is ${known.change} and ${change.change} in different ways`);
		if (known)
			throw mixed(this.label, `has two changes of its ${aspect}: to ${quote(known.to)}, and to ${quote(change.to)}`);
		const whole = this.byAspect.get('record') ?? (aspect === 'record' ? change : undefined);
		if (whole && this.byAspect.size > 0) throw mixed(this.label, `is ${whole.change}, and something of it changed`);
		this.byAspect.set(aspect, change);
		return true;
	}

	get changes(): Change[] {
		return [...this.byAspect.values()];
	}
}

/** What a comparison says, by records. */
export interface ReadComparison extends Omit<Comparison, 'newRecordOf'> {
	/** Gone or changed, in the order in which they came. */
	readonly records: readonly ChangedRecord[];
	/** Of fields that are gone from all records. */
	readonly fieldsGone: readonly Change[];
	/** Changes that were given. */
	readonly changes: number;
	readonly newRecords: readonly AddedRecord[];
	/** Records and fields that are new. */
	readonly added: number;
	/** The same change once more. */
	readonly repeated: number;
}

function recordOf(changes: readonly Change[]): ChangedRecord {
	const [first] = changes;
	const found = <Key extends 'barcode' | 'before' | 'name'>(key: Key) =>
		changes.find((change) => change[key] !== undefined && change[key] !== null)?.[key] ?? undefined;
	const [name, barcode, before] = [found('name'), found('barcode'), found('before')];
	return {
		kind: first?.kind ?? '',
		id: first?.id ?? '',
		...(name === undefined ? {} : { name }),
		...(barcode === undefined ? {} : { barcode }),
		isGone: first?.change === 'gone',
		...(before === undefined ? {} : { before: dataObject(before) }),
		changes,
	};
}

const addedOf = ({ kind, id = '', name, barcode }: Change): AddedRecord => ({
	kind,
	id,
	...(name ? { name } : {}),
	...(barcode ? { barcode } : {}),
});

/** n8n gives a step that found nothing one empty item, where the workflow goes on nevertheless. */
const isEmpty = ({ json }: INodeExecutionData) => Object.keys(json).length === 0;

function newNamesIn(records: readonly ChangedRecord[]): Map<string, Map<string, string>> {
	const byKind = new Map<string, Map<string, string>>();
	for (const { kind, changes } of records) {
		for (const { change, from, to } of changes) {
			if (change !== 'renamed') continue;
			const names = byKind.get(kind) ?? new Map<string, string>();
			byKind.set(kind, names.set(String(from), String(to)));
		}
	}
	return byKind;
}

/** @throws Fault `badInput` for what is no change, of another service, or contradicts itself */
export async function readComparison(
	items: readonly INodeExecutionData[],
	kinds: readonly string[],
	service: string,
): Promise<ReadComparison> {
	const gathered = new Map<string, Gathered>();
	const fieldsGone = new Map<string, Change>();
	let [added, repeated, row] = [0, 0, 0];
	await inPieces(items, (item) => {
		row += 1;
		if (isEmpty(item)) return;
		const change = readChange(item, row, kinds, service);
		const { kind, id, name } = change;
		if (change.change === 'fieldAdded') added += 1;
		else if (change.change === 'fieldGone') fieldsGone.set(`${kind} ${change.field ?? ''}`, change);
		else {
			const key = keyOf(kind, id ?? '');
			const label = `The ${kind} ${name ? `${quote(name)} ` : ''}(ID ${id})`;
			const record = gathered.get(key) ?? new Gathered(label);
			gathered.set(key, record);
			const isNew = record.add(change);
			if (!isNew) repeated += 1;
			else if (change.change === 'added') added += 1;
		}
	});
	const all = await inPieces(gathered.values(), ({ changes }) => changes);
	const records = all.filter(([first]) => first?.change !== 'added').map(recordOf);
	const newRecords = all.flatMap(([first]) => (first?.change === 'added' ? [addedOf(first)] : []));
	const gone = new Set(records.flatMap(({ isGone, kind, id }) => (isGone ? [keyOf(kind, id)] : [])));
	const newNames = newNamesIn(records);
	const noNames = new Map<string, string>();
	return {
		newNames: (kind) => newNames.get(kind) ?? noNames,
		records,
		newRecords,
		fieldsGone: [...fieldsGone.values()],
		changes: items.filter((item) => !isEmpty(item)).length,
		added,
		repeated,
		isGone: (kind, id) => gone.has(keyOf(kind, id)),
	};
}
