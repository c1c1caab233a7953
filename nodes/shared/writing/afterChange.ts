import { asError, Fault, reasonOf } from '../fault';
import { outcomeUnknown } from './applyOnce';
import type { LedgerEntry } from './ledger';

const unique = (texts: readonly string[]) => [...new Set(texts)];

/**
 * Once something was sent or done for an item, whatever fails later in the run must not look like a change that was not
 * made: a look in the next try, a read-back, an outage, a stop.
 * @param known what the run has sent or done for the item
 */
export function afterChange(thrown: unknown, known: readonly LedgerEntry[]): Error {
	if (known.length === 0 || (thrown instanceof Fault && thrown.tellsOfChange)) return asError(thrown);
	const open = known.filter(({ state }) => state === 'sent');
	const looks = unique(known.map(({ whereToLook }) => whereToLook));
	if (open.length > 0) return outcomeUnknown([`After it was sent: ${reasonOf(thrown)}`, ...looks], faultIn(thrown));
	return new Fault('incomplete', 'This step changed something, and then failed', {
		description: [`The change was made. After it: ${reasonOf(thrown)}`, ...looks].join(' '),
		httpCode: faultIn(thrown)?.httpCode,
		facts: faultIn(thrown)?.facts,
		tellsOfChange: true,
	});
}

const faultIn = (thrown: unknown) => (thrown instanceof Fault ? thrown : undefined);

const mostNamed = 100;

const listOf = (items: readonly number[]) =>
	`${items.slice(0, mostNamed).join(', ')}${items.length > mostNamed ? ` and ${items.length - mostNamed} more` : ''}`;

/** What a run that ends says of other items that failed. */
export function othersFailed(failed: ReadonlyArray<{ itemIndex: number; reason: unknown }>): string[] {
	const most = 10;
	const rest = failed.slice(most).map(({ itemIndex }) => itemIndex);
	return [
		...failed.slice(0, most).map(({ itemIndex, reason }) => `Item ${itemIndex} failed as well: ${reasonOf(reason)}`),
		...(rest.length > 0 ? [`So did items ${listOf(rest)}.`] : []),
	];
}

/** What a run that ends says of other items that were changed. */
export function othersChanged(others: ReadonlyArray<{ itemIndex: number; known: readonly LedgerEntry[] }>): string[] {
	const isOpen = ({ known }: { known: readonly LedgerEntry[] }) => known.some(({ state }) => state === 'sent');
	const changed = others.filter(({ known }) => known.length > 0);
	const open = changed.filter(isOpen).map(({ itemIndex }) => itemIndex);
	const done = changed.filter((one) => !isOpen(one)).map(({ itemIndex }) => itemIndex);
	return [
		...(done.length > 0
			? [
					`Changed in this run, before or after the item that failed: items ${listOf(done)}. Retry On Fail, and Retry in the editor, do not change them again.`,
				]
			: []),
		...(open.length > 0
			? [
					`Sent in this run, and it is unknown whether the change was made: items ${listOf(open)}. They are not sent again.`,
				]
			: []),
	];
}
