import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { inWords, pageOf } from '../../../shared/dropdown';
import { quote } from '../../../shared/values/badInput';
import { didYouMean } from '../../../shared/values/nearest';
import { onlyMatch } from '../../../shared/values/onlyMatch';
import { spelledBest } from '../../../shared/values/spelling';
import { looseKey } from '../../../shared/values/text';
import { unitsNamed } from '../../../shared/values/units';
import type { InventorySample } from '../../contract/sample';
import { sampleUnits } from '../../contract/scalars';
import { connectCdd } from '../../service/api';
import { tidyPath } from '../inventoryLocation';
import { lookAtSamples } from './fields';
import { placeOf } from './place';
import type { Locations } from './place';
import { barcodeFieldAmong, fieldsOfToday } from './today';

type Kind = 'event field' | 'sample field' | 'word';

/** A field by which samples can be found. */
export interface FindableField {
	readonly kind: Kind;
	readonly name: string;
	/** What it may be called, the one that is shown first. */
	readonly spellings: readonly [string, ...string[]];
}

/** The vault's own fields, as far as samples carry them. */
export interface OwnFields {
	readonly sample: readonly string[];
	readonly event: readonly string[];
}

/** Words of every sample. */
const words: Readonly<Record<string, (sample: InventorySample, all: Locations) => unknown>> = {
	name: ({ name }) => name,
	units: ({ units }) => units,
	location: (sample, all) => tidyPath(placeOf(sample, all).location ?? ''),
};

const kinds = ['sample field', 'event field'] as const;
const withKind = (name: string, kind: Kind) => `${name} (${kind})`;

/**
 * The fields by which samples can be found, called as items show them. A name that a sample field and an event field share says
 * which of the two it is.
 */
export function findableFields(own: OwnFields, barcodeField: string | undefined): FindableField[] {
	const barcode = barcodeFieldAmong(own.event, barcodeField);
	const names = { 'sample field': own.sample, 'event field': own.event };
	const isShared = (name: string) => own.sample.includes(name) && own.event.includes(name);
	const spellingsOf = (name: string, kind: Kind): FindableField['spellings'] => {
		const full = withKind(name, kind);
		if (Object.hasOwn(words, name)) return [full];
		const more = kind === 'event field' && name === barcode ? ['barcode'] : [];
		return isShared(name) ? [full, name, ...more] : [name, full, ...more];
	};
	return [
		...Object.keys(words).map((name): FindableField => ({ kind: 'word', name, spellings: [name] })),
		...kinds.flatMap((kind) =>
			names[kind].map((name): FindableField => ({ kind, name, spellings: spellingsOf(name, kind) })),
		),
	];
}

const mostNamed = 40;

/** @throws Fault `badInput` if no field is called so, or several */
export function fieldCalled(given: string, fields: readonly FindableField[]): FindableField {
	const shown = fields.map(({ spellings: [first] }) => first);
	const list = (all: readonly string[]) => all.slice(0, mostNamed).map(quote).join(', ');
	return onlyMatch(
		'Conditions',
		spelledBest(given, fields, ({ spellings }) => spellings),
		(several) => [
			'contains a field name that matches several fields',
			`${quote(given)} may be ${list(several.map(({ spellings: [first] }) => first))}. Enter one of these exactly.`,
		],
		() => [
			'contains a field that no sample has',
			`It is ${quote(given)}.${didYouMean(given, shown)} Samples can be found by ${list(shown)}${shown.length > mostNamed ? ` and ${shown.length - mostNamed} more` : ''}.`,
		],
	);
}

/** Which of a vault's own fields may be meant by some names, whatever else is called like them. */
export function mayMean(given: readonly string[], barcodeField: string | undefined): (name: string) => boolean {
	const plain = given.map((name) => looseKey(name.replace(/ \((?:sample|event) field\)\s*$/i, '')));
	const keys = new Set([...given.map(looseKey), ...plain]);
	if (barcodeField !== undefined && keys.has('barcode')) keys.add(looseKey(barcodeField));
	return (name) => keys.has(looseKey(name));
}

/** What a sample holds in a field: of an event field, what its newest event with this field says. */
export function valueIn(
	sample: InventorySample,
	{ kind, name }: Pick<FindableField, 'kind' | 'name'>,
	all: Locations,
): unknown {
	if (kind === 'word') return words[name]?.(sample, all);
	if (kind === 'sample field') return sample.fields?.[name];
	return fieldsOfToday(sample.inventory_events ?? [], (each) => each === name).get(name);
}

/** The value of a condition as the field would hold it. */
export function asHeldIn({ kind, name }: FindableField, value: string): string {
	if (kind !== 'word') return value;
	if (name === 'location') return tidyPath(value);
	if (name !== 'units') return value;
	const [unit] = unitsNamed(value, sampleUnits, (known) => known, { anyCase: false });
	return unit ?? value;
}

/** Under which key an item shows a field. */
export function keyOf(record: object, { kind, name, spellings }: FindableField): string {
	if (spellings.includes('barcode') && 'barcode' in record) return 'barcode';
	const full = withKind(name, kind);
	if (full in record) return full;
	return kind === 'event field' && !(name in record) ? 'barcode' : name;
}

export const searchSampleFields = inWords(async function searchSampleFields(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const api = await connectCdd(this);
	const { sample, event } = await lookAtSamples(api);
	const fields = findableFields({ sample: Object.keys(sample), event: Object.keys(event) }, api.barcodeField);
	return pageOf(
		fields.map(({ spellings: [name] }) => ({ name, value: name })),
		filter,
		paginationToken,
	);
});
