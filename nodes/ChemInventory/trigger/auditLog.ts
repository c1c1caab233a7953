import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { Fault } from '../../shared/fault';
import { timeLimits } from '../../shared/http/send';
import { closeReading } from '../../shared/polling/closeReading';
import { fromEarlierForm } from '../../shared/polling/earlierForm';
import { firstWindow, overlapMs, seenWindow, WindowReading } from '../../shared/polling/seenWindow';
import type { Happening, SeenWindow } from '../../shared/polling/seenWindow';
import { quote } from '../../shared/values/badInput';
import { fingerprintOf } from '../../shared/values/fingerprint';
import { loadAuditHistory } from '../contract/inventory';
import { auditRow } from '../records/auditRow';
import type { ChemInventoryApi } from '../service/api';
import type { ChemPoll } from './options';

/** One row of the audit log: when, who, and what, in the words of ChemInventory. */
export interface LogRow {
	/** ISO, UTC. */
	readonly time: string;
	readonly user: string;
	readonly area: string;
	readonly action: string;
	readonly text: string;
	/** As ChemInventory sent it: time, user, area, action, text. */
	readonly sent: readonly unknown[];
}

const dayMs = 24 * 60 * 60_000;
/** The first poll looks so far back, so that it still sees the service's clock where ours is a day or two ahead. */
const firstLookMs = 3 * dayMs;
const examplesMs = 30 * dayMs;

const dayOf = (milliseconds: number) => DateTime.fromMillis(milliseconds, { zone: 'utc' }).toFormat('yyyy-MM-dd');

const textOf = (value: unknown) => (value === null || value === undefined ? '' : String(value));

interface TimedRow {
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly record: LogRow;
}

/** UTC by the vendor's page, without saying so; undefined if it is not in that form. */
function momentOf(time: string): number | undefined {
	const [, day, clock] = /^\s*(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2}(?:\.\d+)?)\s*$/.exec(time) ?? [];
	const moment = Date.parse(`${day}T${clock}Z`);
	return Number.isNaN(moment) ? undefined : moment;
}

/** @throws Fault `malformedAnswer`: a row without a time would be reported by no poll, and nobody would know */
function readRow(row: readonly unknown[]): TimedRow {
	const [time, user, area, action, text] = row.map(textOf);
	const at = momentOf(time ?? '');
	if (at === undefined) {
		throw new Fault('malformedAnswer', 'ChemInventory sent an answer that its documentation does not describe', {
			description: `A row of the audit log has no readable time: ${quote(row)}.`,
		});
	}
	const iso = new Date(at).toISOString().replace('.000Z', 'Z');
	return {
		at,
		record: { time: iso, user: user ?? '', area: area ?? '', action: action ?? '', text: text ?? '', sent: row },
	};
}

/**
 * Rows carry no id, their times are whole seconds, and their order means nothing. Equal rows are as many happenings:
 * the key is what the row says, and its number among equal ones. The user's name is left out, as people get renamed.
 */
function keyed(rows: readonly TimedRow[]): Array<Happening<LogRow>> {
	const counts = new Map<string, number>();
	return rows.map(({ at, record }) => {
		const { time, area, action, text } = record;
		const hash = fingerprintOf(time, area, action, text);
		const number = (counts.get(hash) ?? 0) + 1;
		counts.set(hash, number);
		return { at, key: number === 1 ? hash : `${hash}.${number}`, record };
	});
}

/**
 * Reads the log (POST /inventorymanagement/audithistory/load), one request. It takes whole days, and neither their
 * time zone nor whether the last one is included is documented: it is asked for more on both sides, up to two days
 * after the later one of our clock and the newest row.
 * @throws Fault
 */
async function readLog(api: ChemInventoryApi, from: number, newest = 0): Promise<TimedRow[]> {
	const startdate = dayOf(from - dayMs);
	const enddate = dayOf(Math.max(Date.now(), newest) + 2 * dayMs);
	return (await api.call(loadAuditHistory, { startdate, enddate }, timeLimits.list)).map(readRow);
}

/** Where a reading of the log stands. */
export const logWindow = z.preprocess(fromEarlierForm, seenWindow);

/**
 * Where a reading of the log begins: everything that is there now counts as seen. The newest time is that of a row;
 * our clock serves only where the log has no row of the last days, and then as a bound that lies two days back.
 * A clock of n8n that is up to two days ahead or behind therefore loses nothing.
 * @param counts which rows the event is about
 * @throws Fault
 */
export async function logFromNow(api: ChemInventoryApi, counts: (row: LogRow) => boolean): Promise<SeenWindow> {
	const from = Date.now() - firstLookMs;
	const rows = await readLog(api, from);
	const newest = rows.reduce((latest, { at }) => Math.max(latest, at), rows.length > 0 ? 0 : from + overlapMs);
	return firstWindow(newest, newest - overlapMs, keyed(rows.filter(({ record }) => counts(record))));
}

/**
 * What has been written into the log since, of the rows that count. The window moves on with every row, so that it
 * stays short where the rows that count are rare.
 * @returns `rows`: the new ones, oldest first
 * @throws Fault
 */
export async function newInLog(
	call: ChemPoll,
	window: SeenWindow,
	counts: (row: LogRow) => boolean,
): Promise<{ rows: LogRow[]; window: SeenWindow }> {
	const reading = WindowReading.begin(window);
	const all = await readLog(call.api, window.since, window.newest);
	const fresh = reading.take(keyed(all.filter(({ at, record }) => at >= window.since && counts(record))));
	reading.moveOn(all.map(({ at }) => at));
	return { rows: fresh.map(({ record }) => record), window: closeReading(call, reading) };
}

/** The newest rows that count, newest first. @throws Fault */
export async function latestInLog(api: ChemInventoryApi, counts: (row: LogRow) => boolean): Promise<LogRow[]> {
	const rows = await readLog(api, Date.now() - examplesMs);
	return rows
		.filter(({ record }) => counts(record))
		.sort((a, b) => b.at - a.at)
		.map(({ record }) => record);
}

/** What an item shows of a row: the area is the same for all of an event. */
export function shownRow({ time, user, action, text, sent }: LogRow, raw: boolean): IDataObject {
	return raw ? auditRow(sent) : { time, user, action, text };
}
