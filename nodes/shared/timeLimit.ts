import { badInput, quote } from './values/badInput';

const minute = 60_000;
/** A timer of more than 2^31 - 1 milliseconds, some 35,791 minutes, fires at once. */
const mostMinutes = 35_000;

/** A time limit in milliseconds. Whoever gives some time gets some. @throws Fault `badInput` */
export function timeLimitOf(minutes: number, label: string): number {
	if (minutes > mostMinutes)
		throw badInput(label, 'is too long', `It is ${quote(minutes)}. Enter at most ${mostMinutes}, which is 24 days.`);
	const milliseconds = Math.round(minutes * minute);
	return minutes > 0 ? Math.max(1, milliseconds) : milliseconds;
}
