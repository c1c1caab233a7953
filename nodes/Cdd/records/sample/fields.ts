import { DateTime } from 'luxon';
import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { z } from 'zod';

import { inWords, orSay, pageOf } from '../../../shared/dropdown';
import { labelOfDay } from '../../../shared/form';
import { oncePerExecution } from '../../../shared/oncePerExecution';
import { oncePerRun } from '../../../shared/oncePerRun';
import { dayOf } from '../../../shared/values/dates';
import type { InventorySample } from '../../contract/sample';
import { connectCdd } from '../../service/api';
import type { CddApi } from '../../service/api';
import { readPage } from '../../service/list/listResource';
import { inventorySamples } from './resource';

/** What a field seems to hold, going by its values; CDD Vault documents no list of sample and event fields. */
const fieldKind = z.enum(['date', 'mixed', 'number', 'text']);

type FieldKind = z.output<typeof fieldKind>;

/** The kinds of fields by name, as plain data that n8n can keep. */
const kindsByName = z.record(fieldKind);

const carriedKinds = z.object({ sample: kindsByName, event: kindsByName });

export type CarriedFields = ReadonlyMap<string, FieldKind>;

/** Fields of the vendor's own in an event: they have places of their own in the form. */
export const reservedEventFields: readonly string[] = ['Credit', 'Debit', 'Location'];

const monthsBack = 6;
/** Samples come with all of their events, so a page is kept small. */
const samplesPerLook = 200;

const isDay = (value: unknown) => typeof value === 'string' && dayOf(value) === value;

function kindOf(values: readonly unknown[]): FieldKind {
	if (values.every((value) => typeof value === 'number')) return 'number';
	if (values.every(isDay)) return 'date';
	return values.every((value) => typeof value === 'string') ? 'text' : 'mixed';
}

/** The fields of these records by name, in alphabetical order. */
function kindsOf(records: ReadonlyArray<Record<string, unknown>>): Record<string, FieldKind> {
	const values = new Map<string, unknown[]>();
	for (const record of records) {
		for (const [name, value] of Object.entries(record)) {
			if (value === null || value === undefined) continue;
			const known = values.get(name);
			if (known) known.push(value);
			else values.set(name, [value]);
		}
	}
	return Object.fromEntries(
		[...values].sort(([a], [b]) => a.localeCompare(b)).map(([name, found]) => [name, kindOf(found)]),
	);
}

/** Lists come in no documented order, so of many samples both ends are read. */
async function samplesSince(api: CddApi, since: string | undefined): Promise<InventorySample[]> {
	const filters = since === undefined ? {} : { modified_after: since };
	const { records, count } = await readPage(api, inventorySamples, { ...filters, page_size: samplesPerLook });
	if (count <= records.length) return records;
	const offset = Math.max(records.length, count - samplesPerLook);
	const last = await readPage(api, inventorySamples, { ...filters, offset, page_size: samplesPerLook });
	return [...records, ...last.records];
}

/** Samples that were changed lately; where they are few, older ones as well: the one of today may carry one field alone. */
async function recentSamples(api: CddApi): Promise<InventorySample[]> {
	const since = DateTime.utc().minus({ months: monthsBack }).toISO({ suppressMilliseconds: true });
	const recent = await samplesSince(api, since);
	return recent.length >= samplesPerLook ? recent : [...recent, ...(await samplesSince(api, undefined))];
}

/** The vault's own fields that recent samples and their events carry: one to four requests. @throws Fault */
export async function lookAtSamples(api: CddApi): Promise<z.output<typeof carriedKinds>> {
	const samples = await recentSamples(api);
	const events = samples.flatMap(({ inventory_events: list }) => list ?? []);
	const ownFields = Object.entries(kindsOf(events.map(({ fields }) => fields))).filter(
		([name]) => !reservedEventFields.includes(name),
	);
	return { sample: kindsOf(samples.map(({ fields }) => fields ?? {})), event: Object.fromEntries(ownFields) };
}

const lookOnce = oncePerRun(lookAtSamples);

/** The vault's own fields of samples and of their events, as far as recent samples carry them. @throws Fault */
export async function fieldsOfRecentSamples(api: CddApi): Promise<string[]> {
	const { sample, event } = await lookOnce(api);
	return [...new Set([...Object.keys(sample), ...Object.keys(event)])];
}

/** The same for a run, looked at once per execution. @throws Fault */
export async function carriedFields(
	functions: IExecuteFunctions,
	api: CddApi,
	group: 'event' | 'sample',
): Promise<CarriedFields> {
	const kinds = await oncePerExecution(
		functions,
		`fields of samples of ${api.address}`,
		carriedKinds,
		async () => await lookOnce(api),
	);
	return new Map(Object.entries(kinds[group]));
}

const types = { date: 'dateTime', mixed: 'string', number: 'number', text: 'string' } as const;

async function formOf(context: ILoadOptionsFunctions, group: 'event' | 'sample'): Promise<ResourceMapperField[]> {
	const kinds = (await lookAtSamples(await connectCdd(context)))[group];
	return Object.entries(kinds).map(([name, kind]) => ({
		id: name,
		displayName: kind === 'date' ? labelOfDay(name) : name,
		required: false,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		type: types[kind],
	}));
}

export const mapSampleFields = inWords(async function mapSampleFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const fields = await formOf(this, 'sample');
	return fields.length > 0
		? { fields }
		: { fields, emptyFieldsNotice: "No recent sample has a sample field. Enter the names in 'More Sample Fields'." };
});

export const mapEventFields = inWords(async function mapEventFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const fields = await formOf(this, 'event');
	return fields.length > 0
		? { fields }
		: { fields, emptyFieldsNotice: "No recent sample has an event field. Enter the names in 'More Event Fields'." };
});

/** For the name of one event field. */
export const searchEventFields = inWords(async function searchEventFields(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const { event } = await lookAtSamples(await connectCdd(this));
	return pageOf(
		orSay(
			Object.keys(event).map((name) => ({ name, value: name })),
			'No recent sample has an event field. Choose By Name, and enter the exact name.',
		),
		filter,
		paginationToken,
	);
});
