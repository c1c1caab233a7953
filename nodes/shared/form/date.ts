import { dayOf, otherDayIn, readDate, readDay } from '../values/dates';
import type { ReadDate } from '../values/dates';
import { isNothing } from '../values/text';
import type { Answers } from './answers';
import { field } from './field';
import type { Declared, Field } from './field';

type DateDeclaration = Declared<'dateTime' | 'string'>;

type Telling = Pick<Answers, 'hint' | 'zone'>;

/** Says so where the workflow's time zone has another day at that moment. @param what the field, as a person knows it */
export function tellOtherDay(value: unknown, what: string, { zone, hint }: Telling): void {
	const other = otherDayIn(zone, value);
	if (other === undefined) return;
	hint(
		`'${what}' was read as the day that is written, ${dayOf(value)}. In the time zone of the workflow, ${zone}, that moment is on ${other}.`,
	);
}

/** What a date field of the lab is called in a form: n8n has a clock for it, and no room for a description. */
export const labelOfDay = (name: string) => `${name} (Day, Without Time)`;

/** The day as it is written, see `dayOf` and `tellOtherDay`. @throws Fault `badInput` */
export function dayAsWritten(value: unknown, label: string, telling: Telling): string {
	const day = readDay(value, label);
	tellOtherDay(value, label, telling);
	return day;
}

/** A day, as `YYYY-MM-DD`. It must be given. */
export const day = (declaration: DateDeclaration): Field<string> => field('day', declaration, dayAsWritten);

/** The same, or nothing where the field is empty. */
export const optionalDay = (declaration: DateDeclaration): Field<string | undefined> =>
	field('optionalDay', declaration, (value, label, answers) =>
		isNothing(value) ? undefined : dayAsWritten(value, label, answers),
	);

/** A date with or without a time, in the zone of the workflow unless it names one. */
export const date = (declaration: DateDeclaration): Field<ReadDate> =>
	field('date', declaration, (value, label, { zone }) => readDate(value, label, zone));

/** The same without a zone where it names none: another field says which zone it is in, see `dateInZone`. */
export const dateAsWritten = (declaration: DateDeclaration): Field<ReadDate> =>
	field('dateAsWritten', declaration, (value, label) => readDate(value, label, undefined));
