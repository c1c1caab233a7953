import { DateTime } from 'luxon';

export interface DateFormat {
	id: number;
	/** jQuery UI notation: `yy` is a year of four digits. */
	jsformat: string;
	momentformat: string;
	placeholder: string;
	luxon: string;
}

/** The formats that a user may choose; the first one is that of the vendor's own sample. */
export const dateFormats = [
	{ id: 4, jsformat: 'd M yy', momentformat: 'D MMM YYYY', placeholder: 'Day month year', luxon: 'd MMM yyyy' },
	{ id: 1, jsformat: 'yy-mm-dd', momentformat: 'YYYY-MM-DD', placeholder: 'YYYY-MM-DD', luxon: 'yyyy-MM-dd' },
	{ id: 2, jsformat: 'dd/mm/yy', momentformat: 'DD/MM/YYYY', placeholder: 'DD/MM/YYYY', luxon: 'dd/MM/yyyy' },
	{ id: 3, jsformat: 'mm/dd/yy', momentformat: 'MM/DD/YYYY', placeholder: 'MM/DD/YYYY', luxon: 'MM/dd/yyyy' },
] as const satisfies readonly [DateFormat, ...DateFormat[]];

export function dateFormat(id: number): DateFormat {
	return dateFormats.find((format) => format.id === id) ?? dateFormats[0];
}

/** `YYYY-MM-DD HH:MM:SS`, UTC. */
export const timestamp = (date: Date): string => date.toISOString().slice(0, 19).replace('T', ' ');

/** `YYYY-MM-DD`, UTC. */
export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

export const addDays = (date: Date, days: number): Date => new Date(date.getTime() + days * 86_400_000);

/** Whether a text is a day of the calendar, as `YYYY-MM-DD`. */
export const isDay = (text: string): boolean =>
	/^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;

/** The day that a user's text means, as `YYYY-MM-DD`; undefined where it is not written in the user's format. */
export function dayInFormat(text: string, { luxon }: DateFormat): string | undefined {
	const date = DateTime.fromFormat(text, luxon, { zone: 'utc', locale: 'en-US' });
	return date.isValid ? date.toFormat('yyyy-MM-dd') : undefined;
}
