import type { CaseResult } from './measure';

/** What a case gave, when and where. */
export interface Measured {
	result: CaseResult;
	day: string;
	n8n: string;
	machine: string;
	/** The load average of the minute before: what else the machine had to do. */
	load: number;
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(milliseconds < 1_000 ? 2 : 1)} s`;
const ratio = (ours: number, other: number) => `×${(ours / Math.max(1, other)).toFixed(2)}`;
const wholeMs = (milliseconds: number) => String(Math.round(milliseconds));
const megabytes = (bytes: number) => `+${Math.round(bytes / 2 ** 20)}`;

const counted = (count: number) => (count === 0 ? '–' : String(count));

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

const timeTitles = [
	'case',
	'ours / HTTP Request',
	'ours / undici',
	'ours',
	'HTTP Request',
	'undici',
	'whole execution: ours',
	'HTTP Request',
	'requests: ours',
	'HTTP Request',
	'undici',
	'at a moment: ours',
	'HTTP Request',
];

const timeRow = ({ title, name, ours, byHand, outside }: CaseResult) =>
	row([
		`${title} (\`${name}\`)`,
		ratio(ours.time, byHand.time),
		ratio(ours.time, outside.time),
		seconds(ours.time),
		seconds(byHand.time),
		seconds(outside.time),
		seconds(ours.whole),
		seconds(byHand.whole),
		String(ours.requests),
		String(byHand.requests),
		String(outside.requests),
		counted(ours.underWay),
		counted(byHand.underWay),
	]);

const holdTitles = [
	'case',
	'loop held: ours',
	'HTTP Request',
	'beyond',
	'/healthz waited: ours',
	'HTTP Request',
	'beyond',
];

const holdRow = ({ name, ours, byHand }: CaseResult) =>
	row([
		`\`${name}\``,
		wholeMs(ours.hold),
		wholeMs(byHand.hold),
		wholeMs(ours.hold - byHand.hold),
		wholeMs(ours.health),
		wholeMs(byHand.health),
		wholeMs(ours.health - byHand.health),
	]);

const memoryTitles = ['case', 'ours', 'HTTP Request'];

const memoryRow = ({ name, ours, byHand }: CaseResult) =>
	row([`\`${name}\``, megabytes(ours.memory), megabytes(byHand.memory)]);

const table = (titles: readonly string[], rows: readonly string[]) =>
	[row(titles), row(titles.map(() => '---')), ...rows].join('\n');

export const timeTable = (results: readonly CaseResult[]) => table(timeTitles, results.map(timeRow));
export const holdTable = (results: readonly CaseResult[]) => table(holdTitles, results.map(holdRow));
export const memoryTable = (results: readonly CaseResult[]) =>
	table(memoryTitles, results.filter(({ hasMemory }) => hasMemory).map(memoryRow));

/** As soon as a case is measured. */
export const oneLine = ({ ours, byHand, outside }: CaseResult) =>
	[
		`  ${ratio(ours.time, byHand.time)} of HTTP Request, ${ratio(ours.time, outside.time)} of undici: ${seconds(ours.time)}`,
		`${ours.requests} requests`,
		`loop held ${wholeMs(ours.hold)} ms, by HTTP Request ${wholeMs(byHand.hold)} ms`,
	].join('; ');

const circumstancesTitles = ['case', 'day', 'n8n', 'machine', 'load average before'];

const circumstancesRow = ({ result, day, n8n, machine, load }: Measured) =>
	row([`\`${result.name}\``, day, n8n, machine, load.toFixed(1)]);

/** @param limits what limits us now, written by a person */
export function report(measured: readonly Measured[], limits: string): string {
	const results = measured.map(({ result }) => result);
	return `# Benchmark

\`npm run bench\` wrote this. Only the ratios mean something, and only within one case: its ways take turns on one machine, and cases may have been measured on
different days (see the last table).

- All ways work on the same sandbox, whose answers come 50 ms late. One warm-up and three counted runs of each, taking turns; medians.
- **ours**: the node in a published workflow of the real n8n. **HTTP Request**: n8n's own node in the same n8n. Where the table does not say otherwise it sends the
  same requests as ours, ten for each 50 ms ("Batching"). The token of CDD Vault is in a credential (Header Auth), as it is for ours; that of ChemInventory in the body. Lists: its Pagination, or the calls of an export one after the other; its records stay in one item. **undici**: a script outside
  of n8n with ten connections; for Gets of CDD Vault by lists of fifty. Comparisons of
  files: n8n's Extract from File, Split Out and Compare Datasets are in the column of HTTP Request, a script that keeps one file by ID in that of undici.
- Times are those of the step in n8n's run data (\`executionTime\`); a poll is made as the button of the editor makes it, which reads the same. *Whole execution*: from the call that starts the workflow
  until the execution is saved. *At a moment*: the most requests that were under way at once; batches of HTTP Request do not wait for the answers of those before.

## Time and requests

${timeTable(results)}

## How long n8n stands still

Longest hold during the step, in milliseconds: of the event loop, by how late a timer of 5 ms came in n8n's process, and of \`/healthz\` asked every 25 ms from outside.

${holdTable(results)}

## Memory

Peak of n8n's resident memory during the first execution of a fresh n8n above that n8n at rest, in MiB.

${memoryTable(results)}

${limits.trim()}

## When and where

${table(circumstancesTitles, measured.map(circumstancesRow))}
`;
}
