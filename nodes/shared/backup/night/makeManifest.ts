import { createHash } from 'crypto';
import { DateTime } from 'luxon';
import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { together } from '../../form';
import type { Form, Value } from '../../form';
import { RecordWithFiles } from '../../operation';
import type { Operation } from '../../operation';
import { manifestPart } from '../manifest';
import { refuseAgents } from '../refuseAgents';
import { operation } from '../withoutService';
import type { WithoutService } from '../withoutService';
import { dayIn } from './days';
import { expectedParts, filePrefix, largestLoss, names, options } from './fields';
import { notesOf, problemsOf } from './judge';
import { manifestText, readLastComplete } from './nightManifest';
import type { NightManifest } from './nightManifest';
import { checkExpected, endOf, readNight, startOf } from './parts';
import type { NightInput } from './parts';
import {
	checkPrefix,
	datedSlot,
	inFileName,
	incompleteSlot,
	lastCompleteFile,
	manifestFile,
	namesToDelete,
	partFile,
	rotatingIncomplete,
	rotatingSlots,
} from './plan';
import { reportOf } from './report';
import { checkFollows } from './source';
import type { NightlyService, Source } from './source';

interface CommonForm {
	readonly filePrefix: Value<typeof filePrefix>;
	readonly expectedParts: Value<typeof expectedParts>;
	readonly largestLoss: Value<typeof largestLoss>;
	readonly names: Value<typeof names>;
	readonly options: Value<typeof options>;
}

/** The name of the output field that each file is in. */
const outputField = 'data';

async function jsonFile(
	{ helpers }: IExecuteFunctions,
	fileName: string,
	text: string,
): Promise<[IBinaryData, object]> {
	const bytes = Buffer.from(text);
	const file = await helpers.prepareBinaryData(bytes, fileName, 'application/json');
	return [file, { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }];
}

/** A night, judged; not yet under the names of a slot. */
interface Night {
	readonly input: NightInput;
	readonly last: NightManifest | undefined;
	readonly content: Omit<NightManifest, 'parts' | 'slot'>;
	readonly slots: readonly string[];
}

function slotsOf(
	night: string,
	startedAt: string,
	zone: string,
	isComplete: boolean,
	last: NightManifest | undefined,
	form: CommonForm,
): string[] {
	if (form.names.chosen === 'rotating') return isComplete ? rotatingSlots(night, last) : [rotatingIncomplete(night)];
	const slot = datedSlot(night, DateTime.fromISO(startedAt, { zone }).toFormat('HHmmss'), last);
	return [isComplete ? slot : incompleteSlot(slot)];
}

function judged(
	service: string,
	source: Source,
	input: NightInput,
	last: NightManifest | undefined,
	zone: string,
	form: CommonForm,
): Night {
	const { parts } = input;
	const { expectedParts: expected, largestLoss: loss } = form;
	const startedAt = startOf(parts);
	const night = dayIn(startedAt, zone);
	const standard = { expected, largestLoss: loss, mayShrink: form.options.mayShrink ?? [] };
	const problems = problemsOf(parts, standard, last);
	const isComplete = problems.length === 0;
	return {
		input,
		last,
		content: {
			manifest: 1,
			night,
			service,
			source,
			startedAt,
			finishedAt: endOf(parts),
			complete: isComplete,
			problems,
			notes: notesOf(expected, night, source, last),
		},
		slots: slotsOf(night, startedAt, zone, isComplete, last, form),
	};
}

const manifestOf = ({ content, input }: Night, prefix: string, slot: string): NightManifest => ({
	...content,
	slot,
	parts: input.parts.map((part) => ({
		...manifestPart.parse(part),
		fileName: partFile(prefix, part.part, slot, part.format),
	})),
});

const partItems = ({ input, last, slots }: Night, manifest: NightManifest): RecordWithFiles[] => {
	const earlier = new Map(last?.parts.map(({ part, fileName }) => [inFileName(part), fileName]));
	const { slot, night, complete } = manifest;
	return manifest.parts.map((part, at) => {
		const file = input.parts[at]?.file;
		const json: IDataObject = {
			role: 'part',
			...part,
			slot,
			night,
			nightComplete: complete,
			// One comparison for each part, whatever names it is saved under
			earlierFileName: (slot === slots[0] && earlier.get(inFileName(part.part))) || null,
		};
		return new RecordWithFiles(json, file ? { [outputField]: { ...file, fileName: part.fileName } } : {});
	});
};

async function manifestItem(
	functions: IExecuteFunctions,
	role: 'lastComplete' | 'manifest',
	fileName: string,
	manifest: NightManifest,
	more: IDataObject = {},
): Promise<RecordWithFiles> {
	const [file, facts] = await jsonFile(functions, fileName, manifestText(manifest));
	const { night, slot, complete, problems, notes, parts } = manifest;
	const json = {
		role,
		fileName,
		...reportOf(manifest),
		slot,
		night,
		nightComplete: complete,
		problems,
		notes,
		records: Object.fromEntries(parts.map(({ part, records }) => [part, records])),
		...facts,
		...more,
	};
	return new RecordWithFiles(json, { [outputField]: file });
}

/** What is to be written, in this order. */
async function itemsOf(functions: IExecuteFunctions, night: Night, form: CommonForm): Promise<RecordWithFiles[]> {
	const { filePrefix: prefix } = form;
	const items: RecordWithFiles[] = [];
	for (const slot of night.slots) {
		const manifest = manifestOf(night, prefix, slot);
		items.push(...partItems(night, manifest));
		items.push(await manifestItem(functions, 'manifest', manifestFile(prefix, slot), manifest));
	}
	const [slot = ''] = night.slots;
	if (!night.content.complete) return items;
	const toDelete =
		form.names.chosen === 'dated'
			? { toDelete: namesToDelete(form.names.existing, prefix, night.content.night, night.last) }
			: {};
	const manifest = manifestOf(night, prefix, slot);
	items.push(await manifestItem(functions, 'lastComplete', lastCompleteFile(prefix), manifest, toDelete));
	return items;
}

/**
 * All items together are one night: the exports, and the file of the last complete night. Gives what is to be written: one item for each file
 * and name, the manifest, and, of a complete night, the file that says so, which is to be written when all others were read back.
 */
export const makeManifest = <F extends Form>(service: NightlyService<F>): Operation<WithoutService> =>
	operation({
		option: {
			name: 'Make Manifest',
			value: 'makeManifest',
			action: 'Make the manifest of a night',
			description:
				'Take the files of one night, decide whether it is complete, and name the files so that the last complete night is never overwritten',
		},
		kind: 'read',
		form: { filePrefix, expectedParts, source: together(service.form), largestLoss, names, options },
		async run({ functions, itemIndex }, form, forms) {
			refuseAgents(functions, 'File Names Begin With');
			const [first] = forms.keys();
			if (itemIndex !== first) return [];
			const input = readNight(functions.getInputData(), form.filePrefix);
			const source = service.sourceOf(input.items, form.source);
			checkPrefix(form.filePrefix, source.id, 'File Names Begin With');
			checkExpected(input.parts, form.expectedParts, 'Expected Parts');
			const last = input.lastComplete && (await readLastComplete(functions, input.lastComplete));
			if (last) checkFollows(last, service.name, service.what, source, startOf(input.parts));
			return await itemsOf(functions, judged(service.name, source, input, last, functions.getTimezone(), form), form);
		},
	});
