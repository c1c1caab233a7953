import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { inPieces } from '../../breather';
import { binary, choice, collection, flag, optionalText, text, variants, wholeNumber } from '../../form';
import type { Declared } from '../../form';
import { oncePerRun } from '../../oncePerRun';
import { RecordWithFiles } from '../../operation';
import type { ItemCall, Operation, Result } from '../../operation';
import { queueOf } from '../../queue';
import type { Queue } from '../../queue';
import { badInput, quote } from '../../values/badInput';
import { dataObject } from '../../values/json';
import type { Change } from '../change';
import { quantity } from '../figures';
import { openRecordFile } from '../recordFile';
import type { RecordKind } from '../recordKind';
import { operation } from '../withoutService';
import type { WithoutService } from '../withoutService';
import { compareFiles } from './comparison';
import type { Compared, Sink } from './comparison';
import { csvTable } from './csvTable';
import { htmlTable } from './htmlTable';
import { byImportance, Foremost, sorted } from './order';
import type { Side, SideRead } from './sideReading';
import { Counts, isAllGone, sentenceOf, summaryOf } from './summary';

const earlierField: Declared<'string'> = {
	displayName: 'Earlier File',
	name: 'earlierFile',
	type: 'string',
	required: true,
	default: 'earlier',
	hint: 'The name of the input field that contains the earlier file',
};

const laterField: Declared<'string'> = {
	displayName: 'Later File',
	name: 'laterFile',
	type: 'string',
	required: true,
	default: 'later',
	hint: 'The name of the input field that contains the later file',
};

const outputAs = variants(
	choice({
		displayName: 'Output As',
		name: 'outputAs',
		type: 'options',
		options: [
			{ name: 'Changes', value: 'changes', description: 'One item for each change, the most important first' },
			{ name: 'CSV File', value: 'csv', description: 'A table of all changes for spreadsheets' },
			{ name: 'Summary', value: 'summary', description: 'One item with the number of changes of each kind' },
			{ name: 'Table for a Mail', value: 'html', description: 'One item with the changes as HTML' },
		],
		default: 'changes',
		description: 'What to make of the changes',
	}),
	{
		changes: {},
		csv: {
			output: text({
				displayName: 'Put Output File in Field',
				name: 'binaryPropertyName',
				type: 'string',
				required: true,
				default: 'data',
				hint: 'The name of the output field to put the file in',
			}),
			fileName: optionalText({
				displayName: 'File Name',
				name: 'fileName',
				type: 'string',
				default: '',
				placeholder: 'e.g. changes.csv',
				description: 'The name of the file. By default, it contains the name of the later file.',
			}),
		},
		summary: {},
		html: {
			mostRows: wholeNumber(
				{
					displayName: 'Most Rows',
					name: 'mostRows',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 2000 },
					default: 200,
					description:
						'How many changes the table shows at most, the most important first; of the others it says how many',
				},
				{ least: 1, most: 2_000 },
			),
		},
	},
);

const options = collection(
	{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
	{
		compareIncomplete: flag({
			displayName: 'Compare Incomplete Files',
			name: 'compareIncomplete',
			type: 'boolean',
			default: false,
			description:
				'Whether to compare files of an export that was not complete. What such a file lacks is reported as gone.',
		}),
	},
);

const form = { earlier: binary(earlierField), later: binary(laterField), outputAs, options };

const isIncomplete = (complete: unknown) => complete === false || complete === 'false';

/** The item may come from an export that did not bring everything. @throws Fault `badInput` */
function refuseIncomplete({ complete, fileName }: IDataObject, earlier: Side, later: Side): void {
	if (!isIncomplete(complete)) return;
	const side = fileName === earlier.file.name ? earlier : later;
	throw badInput(
		side.label,
		'comes from an export that was not complete',
		`The item says "complete: false"${typeof fileName === 'string' ? ` for "${fileName}"` : ''}. What the file lacks would be reported as gone. Run the export again, or switch on 'Compare Incomplete Files' in the options.`,
	);
}

/** The file itself may say that it lacks something. @throws Fault `badInput` */
function refuseMiscounted({ facts: { count, records }, side: { file, label } }: SideRead): void {
	if (count === undefined || count === records) return;
	throw badInput(
		label,
		'comes from an export that was not complete',
		`In ${quote(file.name)} a count of ${quantity(count)} is noted, and it contains ${quantity(records)} records. What the file lacks would be reported as gone. Run the export again, or switch on 'Compare Incomplete Files' in the options.`,
	);
}

/** @throws Fault `badInput` */
function refuseOneField(earlier: unknown, later: unknown): void {
	if (typeof earlier !== 'string' || earlier !== later) return;
	throw badInput(
		laterField.displayName,
		'names the same field as the earlier file',
		`Both are ${quote(earlier)}. Put the two files into two fields of one item, for example with a Merge step.`,
	);
}

/** One comparison at a time: each holds some 100 MB for a million records. */
const queueOfRun = oncePerRun<IExecuteFunctions, Queue>(async () => queueOf(1));

/** Where there is no item to say it, or nothing but items. */
function tellInWords({ hint }: Pick<ItemCall<WithoutService>, 'hint'>, compared: Compared, counts: Counts): void {
	if (counts.all === 0 || isAllGone(compared)) hint(sentenceOf(compared, counts));
}

const withoutCsv = (name: string) => name.replace(/\.\w+$/, '');

/** Compare, for the records of one vendor. @param kinds the most special first: a file is of the first that all its records fit */
export const compare = (kinds: readonly RecordKind[]): Operation<WithoutService> =>
	operation({
		option: {
			name: 'Compare',
			value: 'compare',
			action: 'Compare two backup files',
			description: 'Find what was added, changed, moved or lost between two files of an item',
		},
		kind: 'read',
		atOnce: 'few',
		short: ['summary', 'change', 'id', 'name', 'barcode', 'field', 'from', 'to', 'difference', 'unit'],
		form,
		async run(call, filled) {
			const { functions, itemIndex } = call;
			refuseOneField(filled.earlier, filled.later);
			const earlier: Side = {
				file: await openRecordFile(functions, filled.earlier, itemIndex, earlierField.displayName),
				label: earlierField.displayName,
			};
			const later: Side = {
				file: await openRecordFile(functions, filled.later, itemIndex, laterField.displayName),
				label: laterField.displayName,
			};
			const item = functions.getInputData()[itemIndex]?.json ?? {};
			if (filled.options.compareIncomplete !== true) refuseIncomplete(item, earlier, later);
			const inQueue = await queueOfRun(functions);
			const mayLack = filled.options.compareIncomplete === true;
			return await inQueue(async () => await compareAs(call, filled.outputAs, { earlier, later, kinds, mayLack }));
		},
	});

interface Sides {
	readonly earlier: Side;
	readonly later: Side;
	readonly kinds: readonly RecordKind[];
	/** Whether a file may have fewer records than were counted. */
	readonly mayLack: boolean;
}

type OutputAs = ReturnType<(typeof outputAs)['read']>;

async function compareAs(
	call: ItemCall<WithoutService>,
	as: OutputAs,
	{ earlier, later, kinds, mayLack }: Sides,
): Promise<Result> {
	const counts = new Counts();
	const all: Change[] = [];
	const foremost = new Foremost(as.chosen === 'html' ? as.mostRows : 0, byImportance);
	const keep: Record<OutputAs['chosen'], Sink> = {
		changes: (change) => void all.push(change),
		csv: (change) => void all.push(change),
		summary: () => undefined,
		html: (change) => foremost.take(change),
	};
	const sink = (change: Change) => {
		counts.take(change);
		keep[as.chosen](change);
	};
	const compared = await compareFiles(earlier, later, kinds, sink, as.chosen === 'changes');
	if (!mayLack) [compared.earlier, compared.later].forEach(refuseMiscounted);
	tellInWords(call, compared, counts);
	const summary = summaryOf(compared, counts);
	switch (as.chosen) {
		case 'changes':
			return await inPieces(await sorted(all, byImportance), dataObject);
		case 'summary':
			return summary;
		case 'html':
			return {
				...summary,
				html: htmlTable(sentenceOf(compared, counts), isAllGone(compared), foremost.list, counts.all),
			};
		case 'csv': {
			const content = await csvTable(await sorted(all, byImportance));
			const fileName = as.fileName ?? `changes-${withoutCsv(later.file.name)}.csv`;
			const file = await call.functions.helpers.prepareBinaryData(content, fileName, 'text/csv');
			return new RecordWithFiles({ ...summary, fileName }, { [as.output]: file });
		}
	}
}
