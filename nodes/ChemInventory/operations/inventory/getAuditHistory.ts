import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import { date } from '../../../shared/form';
import type { Values } from '../../../shared/form';
import { badInput } from '../../../shared/values/badInput';
import { loadAuditHistory } from '../../contract/inventory';
import { auditRow } from '../../records/auditRow';
import { output } from '../../records/output';
import { onlyTimeLimit, usualTimeLimit } from '../fields';
import { operation } from '../operation';

const period = {
	from: date({
		displayName: 'From',
		name: 'from',
		type: 'dateTime',
		required: true,
		default: '',
		description: "The start of the period. A date without a time is the whole day, in the workflow's time zone.",
	}),
	to: date({
		displayName: 'To',
		name: 'to',
		type: 'dateTime',
		required: true,
		default: '',
		description:
			"The end of the period, included. A date without a time, or with midnight as its time, is the whole day, in the workflow's time zone.",
	}),
};

/** From `start` on, and before `end`. */
interface Period {
	start: DateTime;
	end: DateTime;
}

/** @param zone time zone of the workflow: a whole day ends where its next day begins there @throws Fault `badInput` */
function periodOf({ from, to }: Values<typeof period>, zone: string): Period {
	const start = DateTime.fromISO(from.text);
	const until = DateTime.fromISO(to.text, { zone });
	const end = to.wholeDay ? until.plus({ days: 1 }) : until.plus({ seconds: 1 });
	if (start < end) return { start, end };
	throw badInput('To', 'is before the start', 'Enter the same time as in From, or a later one.');
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

function toEntry(row: readonly unknown[], raw: boolean): AuditEntry {
	const [time, user, area, action, what] = row;
	const date = DateTime.fromSQL(String(time ?? ''), { zone: 'utc' });
	const at = date.isValid ? date : undefined;
	if (raw) return { at, record: auditRow(row) };
	const shownTime = at ? at.toISO({ suppressMilliseconds: true }) : text(time);
	return {
		at,
		record: { time: shownTime, user: text(user), area: text(area), action: text(action), text: text(what) },
	};
}

export const getAuditHistory = operation({
	option: {
		name: 'Get Audit History',
		value: 'getAuditHistory',
		action: 'Get the audit history',
		description: "List what was done in the inventory in a period, oldest first. Needs a group administrator's token.",
	},
	kind: 'read',
	atOnce: 'few',
	form: { ...period, raw: output('auditEntries'), options: onlyTimeLimit },
	async run({ functions, api, hint }, form) {
		const { start, end } = periodOf(form, functions.getTimezone());
		const { timeLimit = usualTimeLimit } = form.options;
		const rows = await api.call(loadAuditHistory, daysToAsk({ start, end }), timeLimit);
		const entries = rows.map((row) => toEntry(row, form.raw));
		const timeless = entries.filter(({ at }) => at === undefined);
		if (timeless.length > 0)
			hint(`${timeless.length} entries have no readable time; they are at the end of the output.`);
		const within = entries
			.flatMap(({ at, record }) => (at && at >= start && at < end ? [{ at, record }] : []))
			.sort((a, b) => a.at.toMillis() - b.at.toMillis());
		return [...within, ...timeless].map(({ record }) => record);
	},
});
