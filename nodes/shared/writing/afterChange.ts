import { asError, Fault, reasonOf } from '../fault';
import { rowOf } from '../row';
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
		description: [`Something was changed. Then: ${reasonOf(thrown)}`, ...looks].join(' '),
		httpCode: faultIn(thrown)?.httpCode,
		facts: faultIn(thrown)?.facts,
		tellsOfChange: true,
	});
}

const faultIn = (thrown: unknown) => (thrown instanceof Fault ? thrown : undefined);

const mostNamed = 100;

const listOf = (rows: readonly number[]) =>
	`${rows.slice(0, mostNamed).join(', ')}${rows.length > mostNamed ? ` and ${rows.length - mostNamed} more` : ''}`;

/** Another item than the one that a run ended with. */
export interface OtherItem {
	itemIndex: number;
	/** Why it failed, if it did. */
	reason?: unknown;
	/** What the run has sent or done for it. */
	known: readonly LedgerEntry[];
}

const mostReasons = 10;

const rowsOf = (items: readonly OtherItem[]) => listOf(items.map(({ itemIndex }) => rowOf(itemIndex)));

/** What a run that ends says of the other items: why they failed, which were changed, and of which that is unknown. */
export function ofOtherItems(others: readonly OtherItem[]): string[] {
	const failed = others.filter(({ reason }) => reason !== undefined);
	const explained = failed.slice(0, mostReasons);
	const rest = others.filter((one) => !explained.includes(one));
	const open = rest.filter(({ known }) => known.some(({ state }) => state === 'sent'));
	const done = rest.filter((one) => one.known.length > 0 && !open.includes(one));
	const onlyFailed = rest.filter(({ reason, known }) => reason !== undefined && known.length === 0);
	const sentences: Array<[items: readonly OtherItem[], sentence: string]> = [
		[onlyFailed, `So did rows ${rowsOf(onlyFailed)}.`],
		[
			done,
			`Changed in this run, before or after the row that failed: rows ${rowsOf(done)}. Retry On Fail, and Retry in the editor, do not change them again.`,
		],
		[
			open,
			`Sent in this run, and it is unknown whether the change was made: rows ${rowsOf(open)}. They are not sent again.`,
		],
	];
	return [
		...explained.map(({ itemIndex, reason }) => `Row ${rowOf(itemIndex)} failed as well: ${reasonOf(reason)}`),
		...sentences.flatMap(([items, sentence]) => (items.length > 0 ? [sentence] : [])),
	];
}
