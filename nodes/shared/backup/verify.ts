import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { breather } from '../breather';
import { Fault } from '../fault';
import { binary, choice, optionalNumber, text, variants } from '../form';
import { badInput } from '../values/badInput';
import { quantity } from './figures';
import { IdCounter } from './idCounter';
import { readManifest } from './manifestFile';
import { openRecordFile } from './recordFile';
import type { FileFacts, RecordFile } from './recordFile';
import { operation } from './withoutService';

const fileLabel = 'Input Data Field Name';

const file = binary({
	displayName: fileLabel,
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	default: 'data',
	hint: 'The name of the input field that contains the file',
});

const manifestFile = binary({
	displayName: 'Manifest Field Name',
	name: 'manifestField',
	type: 'string',
	required: true,
	default: 'manifest',
	hint: 'The name of the input field that contains the manifest',
});

const sha256 = text({
	displayName: 'SHA-256',
	name: 'sha256',
	type: 'string',
	required: true,
	default: '={{ $json.sha256 }}',
	description: 'The checksum of the file, from the step that saved it',
});

const records = optionalNumber({
	displayName: 'Records',
	name: 'records',
	type: 'string',
	default: '',
	placeholder: 'e.g. 12500',
	description: 'How many records were saved; may stay empty',
});

const distinctIds = optionalNumber({
	displayName: 'Distinct IDs',
	name: 'distinctIds',
	type: 'string',
	default: '',
	placeholder: 'e.g. 12500',
	description: 'How many different IDs the records had; may stay empty',
});

const against = variants(
	choice({
		displayName: 'Compare With',
		name: 'compareWith',
		type: 'options',
		options: [
			{ name: 'Manifest', value: 'manifest', description: 'What the manifest of the night says about the file' },
			{ name: 'Nothing', value: 'nothing', description: 'Only read the file to its end' },
			{ name: 'Values', value: 'values', description: 'What the step that saved the file said' },
		],
		default: 'values',
		description: 'What the file must be like',
	}),
	{ manifest: { manifestFile }, nothing: {}, values: { sha256, records, distinctIds } },
);

/** What a file must be like, as far as it is known. */
interface Expected {
	readonly sha256?: string | undefined;
	readonly bytes?: number | undefined;
	readonly records?: number | undefined;
	readonly distinctIds?: number | undefined;
	readonly complete?: boolean | undefined;
}

interface Found extends FileFacts {
	readonly ids: IdCounter;
}

async function readToEnd(opened: RecordFile): Promise<Found> {
	const ids = new IdCounter();
	const counting = breather();
	const pieces = opened.pieces();
	for (;;) {
		const { value, done } = await pieces.next();
		if (done === true) return { ...value, ids };
		await counting(() => value.forEach((record) => ids.add(record)));
	}
}

/** What differs, in sentences. */
function differences(expected: Expected, found: Found): string[] {
	const differ = (what: string, then: number | string | undefined, now: number | string) =>
		then === undefined || then === now ? [] : [`${what} was ${quantity(then)} and is ${quantity(now)}.`];
	return [
		...differ('The number of records', expected.records, found.records),
		...differ('The number of different IDs', expected.distinctIds, found.ids.distinct),
		...differ('The size in bytes', expected.bytes, found.bytes),
		...differ('The checksum (SHA-256)', expected.sha256?.toLowerCase(), found.sha256),
		...(found.count !== undefined && found.count !== found.records
			? [`The service counted ${quantity(found.count)} records, and the file contains ${quantity(found.records)}.`]
			: []),
		...(expected.complete === false ? ['It was not complete when it was saved.'] : []),
	];
}

function notTheSame(name: string, found: Found, sentences: readonly string[]): Fault {
	return new Fault('incomplete', 'The file is not the one that was saved', {
		description: `"${name}": ${sentences.join(' ')} Use another copy of the file.`,
		facts: { fileName: name, records: found.records, distinctIds: found.ids.distinct, sha256: found.sha256 },
	});
}

function result(name: string, found: Found, isCompared: boolean): IDataObject {
	const { ids, format, bytes, sha256: checksum, records: number } = found;
	const same = isCompared ? 'The file is the one that was saved' : 'The file can be read to its end';
	return {
		verified: true,
		summary: `${same}: ${quantity(number)} records with ${quantity(ids.distinct)} different IDs.`,
		fileName: name,
		format,
		records: number,
		distinctIds: ids.distinct,
		bytes,
		sha256: checksum,
		...(ids.withoutId > 0 ? { withoutId: ids.withoutId } : {}),
		...(ids.repeated > 0 ? { repeatedIds: ids.repeated, examples: ids.examples } : {}),
	};
}

/** @throws Fault `badInput` if the manifest does not name the file */
async function partOf(
	functions: IExecuteFunctions,
	given: Parameters<typeof readManifest>[1],
	itemIndex: number,
	opened: RecordFile,
): Promise<Expected> {
	const { parts, night } = await readManifest(functions, given, itemIndex, 'Manifest Field Name');
	const part = parts.find(({ fileName }) => fileName === opened.name);
	if (part) return part;
	throw badInput(
		'Manifest Field Name',
		'points to a manifest that does not list this file',
		`The file is "${opened.name}". The manifest of the night of ${night} lists ${parts.map(({ fileName }) => `"${fileName}"`).join(', ')}. Use the manifest that was saved with the file.`,
	);
}

export const verify = operation({
	option: {
		name: 'Verify',
		value: 'verify',
		action: 'Verify a backup file',
		description: 'Check that a file can be read to its end and is the one that was saved',
	},
	kind: 'read',
	atOnce: 'few',
	form: { file, against },
	async run({ functions, itemIndex }, form) {
		const { against: compared } = form;
		const opened = await openRecordFile(functions, form.file, itemIndex, fileLabel);
		const expected =
			compared.chosen === 'manifest'
				? await partOf(functions, compared.manifestFile, itemIndex, opened)
				: compared.chosen === 'values'
					? { sha256: compared.sha256, records: compared.records, distinctIds: compared.distinctIds }
					: {};
		const found = await readToEnd(opened);
		const wrong = differences(expected, found);
		if (wrong.length > 0) throw notTheSame(opened.name, found, wrong);
		return result(opened.name, found, compared.chosen !== 'nothing');
	},
});
