import { DateTime } from 'luxon';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { badInput } from '../../../shared/values/badInput';
import { readCollection } from '../../../shared/values/collection';
import { readDate } from '../../../shared/values/dates';
import { loadAuditHistory } from '../../contract/inventory';
import { rawDataField } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { readTimeLimit, timeLimitOptions } from '../fields';

const dayOnly = /^\s*\d{4}-\d{2}-\d{2}\s*$/;

/** From `start` on, and before `end`. */
interface Period {
	start: DateTime;
	end: DateTime;
}

/** A day without a time is the whole day, in the time zone of the workflow. @throws Fault `badInput` */
function readPeriod(functions: IExecuteFunctions, itemIndex: number): Period {
	const zone = functions.getTimezone();
	const from = functions.getNodeParameter('from', itemIndex, '');
	const to = functions.getNodeParameter('to', itemIndex, '');
	const start = DateTime.fromISO(readDate(from, 'From', zone).text);
	const until = DateTime.fromISO(readDate(to, 'To', zone).text, { setZone: true });
	const isDay = typeof to === 'string' && dayOnly.test(to);
	const end = isDay ? until.setZone(zone).plus({ days: 1 }) : until.plus({ seconds: 1 });
	if (start < end) return { start, end };
	throw badInput('To', 'is before the start', 'Give a time that is not before the one in From.');
}

/** Whether the end is included is not documented, and the service's days are in UTC: ask for more, filter here. */
function daysToAsk({ start, end }: Period) {
	return {
		startdate: start.toUTC().minus({ days: 1 }).toFormat('yyyy-MM-dd'),
		enddate: end.toUTC().plus({ days: 1 }).toFormat('yyyy-MM-dd'),
	};
}

interface AuditEntry {
	/** Undefined if the service sent no time that can be read. */
	at?: DateTime;
	record: IDataObject;
}

const text = (value: unknown) => (value === null || value === undefined ? null : String(value));

function toEntry([time, user, area, action, what]: readonly unknown[], raw: boolean): AuditEntry {
	const date = DateTime.fromSQL(String(time ?? ''), { zone: 'utc' });
	const at = date.isValid ? date : undefined;
	const shownTime = raw || !at ? text(time) : at.toISO({ suppressMilliseconds: true });
	return {
		at,
		record: { time: shownTime, user: text(user), area: text(area), action: text(action), text: text(what) },
	};
}

export const getAuditHistory: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Audit History',
		value: 'getAuditHistory',
		action: 'Get the audit history',
		description: "List what was done in the inventory in a period, oldest first. Needs a group administrator's token.",
	},
	kind: 'read',
	fields: [
		{
			displayName: 'From',
			name: 'from',
			type: 'dateTime',
			required: true,
			default: '',
			description: "The start of the period. A date without a time is the whole day, in the workflow's time zone.",
		},
		{
			displayName: 'To',
			name: 'to',
			type: 'dateTime',
			required: true,
			default: '',
			description:
				"The end of the period, included. A date without a time is the whole day, in the workflow's time zone.",
		},
		rawDataField,
		timeLimitOptions,
	],
	async run({ functions, api, hint }, itemIndex) {
		const period = readPeriod(functions, itemIndex);
		const timeLimit = readTimeLimit(readCollection(functions, 'options', itemIndex));
		const raw = wantsRaw(functions, itemIndex);
		const rows = await api.call(loadAuditHistory, daysToAsk(period), timeLimit);
		const entries = rows.map((row) => toEntry(row, raw));
		const timeless = entries.filter(({ at }) => at === undefined);
		if (timeless.length > 0)
			hint(`${timeless.length} entries carry no time that can be read; they are in the output, at the end.`);
		const within = entries
			.flatMap(({ at, record }) => (at && at >= period.start && at < period.end ? [{ at, record }] : []))
			.sort((a, b) => a.at.toMillis() - b.at.toMillis());
		return [...within, ...timeless].map(({ record }) => record);
	},
};
