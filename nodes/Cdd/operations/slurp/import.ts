import { createHash } from 'crypto';

import { Fault, faultWith } from '../../../shared/fault';
import { binary, flag } from '../../../shared/form';
import { oncePerRun } from '../../../shared/oncePerRun';
import { thing } from '../../../shared/operation';
import { rowOf } from '../../../shared/row';
import { dataObject } from '../../../shared/values/json';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { slurp, startSlurp } from '../../contract/slurp';
import { templateColumns } from '../../records/mappingTemplate';
import { describeSlurp } from '../../records/slurp';
import type { CddApi } from '../../service/api';
import { operation } from '../operation';
import { checkImportFile, readImportFile } from './file';
import type { ImportFile } from './file';
import { readRequest, requestFields } from './request';
import type { SlurpRequest } from './request';
import { awaitSlurp, patienceOf, slurpResult, waitingOptions } from './wait';

/** CDD Vault reads the parts in order: the `json` part must stand before the file, or it may arrive cut off. */
function toForm(request: SlurpRequest, file: ImportFile): FormData {
	const form = new FormData();
	form.append('json', JSON.stringify(request));
	form.append('file', new Blob([new Uint8Array(file.bytes)], { type: file.mimeType }), file.name);
	return form;
}

/** n8n drops the hints of a step that fails, which is when they explain most. */
function withRemarks(thrown: unknown, { name, remarks }: ImportFile): Error {
	return faultWith(thrown, ({ description }) => ({
		description: [description, ...remarks.map((remark) => `${name}: ${remark}`)].join(' ').trim(),
	}));
}

/** What the template says helps to look at the file; if it does not come, CDD Vault still decides. */
const knownColumns = async (api: CddApi, { mapping_template: template }: SlurpRequest) =>
	await templateColumns(api, template).catch(() => undefined);

const sentFiles = oncePerRun<CddApi, Map<string, number>>(async () => new Map());

/** An earlier item of the run whose file and settings are the same. */
async function itemWithSame(api: CddApi, what: string, itemIndex: number): Promise<number | undefined> {
	const sent = await sentFiles(api);
	const earlier = sent.get(what);
	if (earlier === undefined) sent.set(what, itemIndex);
	return earlier;
}

export const importFile = operation({
	option: {
		name: 'Import',
		value: 'import',
		action: 'Import a file',
		description: 'Upload a CSV, SDF, XLSX or ZIP file and import it with a mapping template (slurp)',
	},
	kind: 'write',
	atOnce: 'few',
	form: {
		input: binary({
			displayName: 'Input Data Field Name',
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			hint: 'The name of the input field that holds the file to import',
		}),
		data: requestFields,
		converts: flag({
			displayName: 'Convert to UTF-8 With Commas',
			name: 'convertFile',
			type: 'boolean',
			default: false,
			description:
				'Whether to convert a CSV or TSV file to UTF-8 with commas before it is sent. Otherwise it is sent unchanged, and a hint says if its encoding or separators differ.',
		}),
		waits: flag({
			displayName: 'Wait for Completion',
			name: 'waitForCompletion',
			type: 'boolean',
			default: true,
			description: 'Whether to wait until the import has finished or needs attention',
		}),
		options: waitingOptions,
	},
	prepare: async ({ functions, itemIndex }, form) => ({
		...form,
		request: readRequest(form.data),
		checked: await checkImportFile(functions, form.input, itemIndex, form.converts),
	}),
	touches: () => [thing('slurps')],
	async run(call, { input, request, checked, converts, waits, options }) {
		const { functions, api, hint, itemIndex } = call;
		const patience = patienceOf(call, options);
		const columns = await knownColumns(api, request);
		const file = await readImportFile(functions, input, itemIndex, checked, { columns, converts });
		const fileHash = createHash('sha256').update(file.bytes).digest('hex');
		const earlier = await itemWithSame(api, JSON.stringify([fileHash, request]), itemIndex);
		if (earlier !== undefined)
			file.remarks.push(
				`It is the same file, with the same settings, as in row ${rowOf(earlier)}, so it is imported twice.`,
			);
		for (const remark of file.remarks) hint(`${file.name}: ${remark}`);
		try {
			const { answer } = await applyOnce(call, {
				step: 'POST slurps',
				values: [request, file.name, fileHash],
				send: async () => dataObject(await api.upload(startSlurp, toForm(request, file))),
				whereToLook:
					'Open the Data Import tab in CDD Vault and check whether the file is there before you run this step again. A file that is sent twice is imported twice.',
				signal: patience.signal,
			});
			const started = slurp.safeParse(answer);
			if (!started.success) throw new Fault('malformedAnswer', 'CDD Vault did not say which import it started');
			const result = waits
				? slurpResult(await awaitSlurp(api, started.data.id, patience), options)
				: describeSlurp(started.data);
			return { ...result, ...(file.remarks.length > 0 ? { remarks: file.remarks } : {}), before: null };
		} catch (thrown) {
			throw withRemarks(thrown, file);
		}
	},
});
