import { inPieces } from '../../../shared/breather';
import { oncePerValue } from '../../../shared/oncePerValue';
import { nearest } from '../../../shared/values/nearest';
import type { InventorySample } from '../../contract/sample';
import type { CddApi } from '../../service/api';
import { reservedEventFields } from './fields';
import { asHeldIn, fieldCalled, findableFields, mayMean, valueIn } from './findable';
import type { FindableField } from './findable';
import { heldValue, isLike, isSpelledSo, wantedValue } from './heldValue';
import type { HeldValue, WantedValue } from './heldValue';
import { readSamples } from './inVault';
import { locationsToShow, noLocations } from './place';
import type { Locations } from './place';

/** A field and the value that it must have, as they were entered. */
export interface Condition {
	readonly field: string;
	readonly value: string;
}

/** What is kept of a sample: what it holds in the fields that the run asks about. */
interface Row {
	readonly id: number;
	readonly held: ReadonlyArray<HeldValue | undefined>;
}

type Index = ReadonlyMap<string, readonly Row[]>;

/** All samples of a vault, as far as one run asks about them. */
interface Table {
	readonly rows: readonly Row[];
	readonly fields: readonly FindableField[];
	readonly locations: Locations;
	readonly milliseconds: number;
	/** Where the rows have a field. */
	columnOf(field: Pick<FindableField, 'kind' | 'name'>): number;
	/** The rows by what they hold in a column. */
	indexOf(column: number): Promise<Index>;
}

const nameOfColumn = ({ kind, name }: Pick<FindableField, 'kind' | 'name'>) => `${kind} ${name}`;

/** Equal values of many samples are kept once. */
function keeper(): (value: unknown) => HeldValue | undefined {
	const kept = new Map<unknown, HeldValue | undefined>();
	return (value) => {
		if (typeof value === 'object') return undefined;
		if (!kept.has(value)) kept.set(value, heldValue(value));
		return kept.get(value);
	};
}

async function rowsByValue(rows: readonly Row[], column: number): Promise<Index> {
	const groups = new Map<string, Row[]>();
	await inPieces(rows, (row) => {
		const form = row.held[column]?.form;
		if (form === undefined) return;
		const group = groups.get(form);
		if (group) group.push(row);
		else groups.set(form, [row]);
	});
	return groups;
}

async function readTable(api: CddApi, names: readonly string[]): Promise<Table> {
	const isWanted = mayMean(names, api.barcodeField);
	const own = { sample: new Set<string>(), event: new Set<string>() };
	const columns = new Map<string, number>();
	const indexes = new Map<number, Promise<Index>>();
	const keep = keeper();
	const locations = isWanted('location') ? await locationsToShow(api) : noLocations;
	const wordsAsked = findableFields({ sample: [], event: [] }, undefined).filter(({ name }) => isWanted(name));
	const columnOf: Table['columnOf'] = (field) => {
		const name = nameOfColumn(field);
		const column = columns.get(name) ?? columns.size;
		columns.set(name, column);
		return column;
	};
	const rowOf = (sample: InventorySample): Row => {
		const sampleFields = Object.keys(sample.fields ?? {});
		const eventFields = new Set((sample.inventory_events ?? []).flatMap(({ fields }) => Object.keys(fields)));
		for (const name of reservedEventFields) eventFields.delete(name);
		for (const name of sampleFields) own.sample.add(name);
		for (const name of eventFields) own.event.add(name);
		const held: Array<HeldValue | undefined> = [];
		const asked = [
			...wordsAsked,
			...sampleFields.filter(isWanted).map((name) => ({ kind: 'sample field', name }) as const),
			...[...eventFields].filter(isWanted).map((name) => ({ kind: 'event field', name }) as const),
		];
		for (const field of asked) held[columnOf(field)] = keep(valueIn(sample, field, locations));
		return { id: sample.id, held };
	};
	const { samples: rows, milliseconds } = await readSamples(api, rowOf);
	return {
		rows,
		fields: findableFields({ sample: [...own.sample].sort(), event: [...own.event].sort() }, api.barcodeField),
		locations,
		milliseconds,
		columnOf,
		indexOf: async (column) => {
			const index = indexes.get(column) ?? rowsByValue(rows, column);
			indexes.set(column, index);
			return await index;
		},
	};
}

const tableOf = oncePerValue(readTable);

/** What was found. */
export interface FoundSamples {
	/** In their order. */
	readonly ids: readonly number[];
	/** Whether they have the values exactly as they were entered. */
	readonly isExact: boolean;
	/** The first condition that no sample meets, and values that come near. */
	readonly unmet?: Condition & { readonly near: readonly string[] };
	readonly fields: readonly FindableField[];
	/** Whether a sample that was read anew still fits. */
	fits(sample: InventorySample): boolean;
	readonly reading: { readonly samples: readonly unknown[]; readonly milliseconds: number };
}

/** A condition, and the rows that meet it. */
interface Met {
	readonly condition: Condition;
	readonly field: FindableField;
	readonly wanted: WantedValue;
	readonly column: number;
	readonly rows: readonly Row[];
}

async function meeting(table: Table, condition: Condition): Promise<Met> {
	const field = fieldCalled(condition.field, table.fields);
	const wanted = wantedValue(asHeldIn(field, condition.value));
	const column = table.columnOf(field);
	const index = await table.indexOf(column);
	return { condition, field, wanted, column, rows: wanted.forms.flatMap((form) => index.get(form) ?? []) };
}

/** Values of a column that come near one that no sample has. */
async function nearTo(table: Table, { wanted, column }: Met): Promise<string[]> {
	const known = [...(await table.indexOf(column)).values()].flatMap(([first]) => first?.held[column]?.text ?? []);
	return nearest(wanted.text, known);
}

const inOrder = (a: Row, b: Row) => a.id - b.id;

function rowsThatMeet(all: readonly Met[]): Row[] {
	const [fewest, ...others] = [...all].sort((a, b) => a.rows.length - b.rows.length);
	const rows = fewest?.rows ?? [];
	return rows.filter(({ held }) => others.every(({ column, wanted }) => isLike(held[column], wanted))).sort(inOrder);
}

/**
 * The samples that meet all conditions, in the order of their IDs. Those with the values in exactly the spelling that was entered go
 * before others, see `spelledBest`. CDD Vault cannot search so: all samples are read, once per run.
 * @param asked the fields of all items of the run, always the same list
 * @throws Fault `badInput` for a field that no sample has, or that may be several
 */
export async function samplesThatMeet(
	api: CddApi,
	conditions: readonly Condition[],
	asked: readonly string[],
): Promise<FoundSamples> {
	const table = await tableOf(api, asked);
	const met: Met[] = [];
	for (const condition of conditions) met.push(await meeting(table, condition));
	const [alike = []] = await inPieces([met], rowsThatMeet);
	const exact = alike.filter(({ held }) => met.every(({ column, wanted }) => isSpelledSo(held[column], wanted)));
	const none = met.find(({ rows }) => rows.length === 0);
	return {
		ids: (exact.length > 0 ? exact : alike).map(({ id }) => id),
		isExact: exact.length > 0 || alike.length === 0,
		...(none ? { unmet: { ...none.condition, near: await nearTo(table, none) } } : {}),
		fields: met.map(({ field }) => field),
		fits: (sample) =>
			met.every(({ field, wanted }) => isLike(heldValue(valueIn(sample, field, table.locations)), wanted)),
		reading: { samples: table.rows, milliseconds: table.milliseconds },
	};
}
