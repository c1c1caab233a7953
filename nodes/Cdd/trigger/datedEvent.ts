import type { IDataObject } from 'n8n-workflow';

import type { Detail, Value } from '../../shared/form';
import type { Happening, WindowReading } from '../../shared/polling/seenWindow';
import type { TriggerEvent } from '../../shared/polling/triggerEvent';
import { maxPageSize } from '../contract/scalars';
import { output } from '../records/output';
import type { RecordKind } from '../records/output';
import type { CddApi } from '../service/api';
import { readPage } from '../service/list/listResource';
import { triggerEvent } from './event';
import { projectParameter, projectSetting } from './fields';
import type { ProjectFilters } from './fields';
import { boundText } from './moments';
import { readFrom, readingCursor, startOf } from './reading';
import { timeOf } from './source';
import type { DatedRecord, DatedSource } from './source';

/** What one record has to tell: by its key each thing is reported once. */
export interface Trace {
	readonly at: number;
	/** Unique among the traces of this record; empty for what can be told but once. */
	readonly key: string;
}

/** An event that shows in the times of records. */
export interface DatedEvent<R extends DatedRecord, News> extends Pick<DatedSource<R>, 'by' | 'resource'> {
	readonly option: TriggerEvent<CddApi>['option'];
	readonly filters: ProjectFilters;
	readonly records: RecordKind;
	traces(record: R): Trace[];
	/**
	 * What is to be reported of a record with new traces, if anything.
	 * @param fresh the keys of its new traces
	 * @param isKnown whether another one of its traces was seen before
	 */
	newsOf(record: R, fresh: ReadonlySet<string>, isKnown: boolean): News | undefined;
	/** The record as it would have been reported, for test events. */
	example(record: R): News | undefined;
	toItems(api: CddApi, news: readonly News[], detail: Detail): Promise<IDataObject[]>;
}

const dayMs = 24 * 3_600_000;
/** Lately, or else any: the order of a list is not documented, so the last look takes a whole page. */
const examplesOf = [
	{ days: 1, pageSize: 50 },
	{ days: 30, pageSize: 50 },
	{ days: undefined, pageSize: maxPageSize },
];

export function datedEvent<R extends DatedRecord, News>(event: DatedEvent<R, News>): TriggerEvent<CddApi> {
	const { resource, by } = event;
	const sourceOf = async (api: CddApi, filters: Value<ProjectFilters>): Promise<DatedSource<R>> => ({
		resource,
		by,
		filters: await projectParameter(api, filters),
	});
	return triggerEvent({
		option: event.option,
		cost: {
			displayName:
				'Each poll asks only for what is new or has changed: usually one request, however large the vault is. Every five minutes is often enough: set it in Poll Times.',
			name: 'pollCost',
			type: 'notice',
			default: '',
		},
		form: { detail: output(event.records), filters: event.filters },
		cursor: readingCursor,
		settings: ({ form }) => projectSetting(form.filters),

		async start({ api, form }) {
			return await startOf(api, await sourceOf(api, form.filters), (record) => happeningsOf(event, [record]));
		},

		async poll(call, cursor) {
			const { api, form } = call;
			const source = await sourceOf(api, form.filters);
			const news: News[] = [];
			const after = await readFrom(call, source, cursor, (found, reading) => {
				for (const each of newsAmong(event, reading, found)) news.push(each);
			});
			return { records: await event.toItems(api, news, form.detail), cursor: after };
		},

		async examples({ api, form }) {
			const source = await sourceOf(api, form.filters);
			for (const { days, pageSize } of examplesOf) {
				const since = days === undefined ? {} : { [`${by}_after`]: boundText(Date.now() - days * dayMs) };
				const { records } = await readPage(api, resource, { ...source.filters, ...since, page_size: pageSize });
				const examples = records
					.sort((a, b) => timeOf(source, b) - timeOf(source, a))
					.flatMap((record) => event.example(record) ?? []);
				if (examples.length > 0) return await event.toItems(api, examples, form.detail);
			}
			return [];
		},
	});
}

/** What a record has to tell but once goes by its ID alone: such keys take the least room in the memory. */
const ownKey = (id: number, key: string) => `${id} ${key}`.trimEnd();

const happeningsOf = <R extends DatedRecord, News>(event: DatedEvent<R, News>, records: R[]): Array<Happening<R>> =>
	records.flatMap((record) => event.traces(record).map(({ at, key }) => ({ at, key: ownKey(record.id, key), record })));

function newsAmong<R extends DatedRecord, News>(
	event: DatedEvent<R, News>,
	reading: WindowReading,
	records: R[],
): News[] {
	const happenings = happeningsOf(event, records);
	const known = new Set(happenings.filter(({ key }) => reading.isSeen(key)).map(({ record }) => record.id));
	const fresh = reading.take(happenings);
	const freshKeys = new Set(fresh.map(({ key }) => key));
	return [...new Set(fresh.map(({ record }) => record))].flatMap((record) => {
		const own = event.traces(record).filter(({ key }) => freshKeys.has(ownKey(record.id, key)));
		return event.newsOf(record, new Set(own.map(({ key }) => key)), known.has(record.id)) ?? [];
	});
}
