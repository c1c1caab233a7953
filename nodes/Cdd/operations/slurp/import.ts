import { createHash } from 'crypto';

import { Fault, faultWith } from '../../../shared/fault';
import { binary, flag } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { dataObject } from '../../../shared/values/json';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { slurp, startSlurp } from '../../contract/slurp';
import { describeSlurp } from '../../records/slurp';
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

export const importFile = operation({
	option: {
		name: 'Import',
		value: 'import',
		action: 'Import a file',
		description: 'Upload a CSV, SDF, XLSX or ZIP file and import it with a mapping template (slurp)',
	},
	kind: 'write',
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
		waits: flag({
			displayName: 'Wait for Completion',
			name: 'waitForCompletion',
			type: 'boolean',
			default: true,
			description: 'Whether to wait until the import is decided',
		}),
		options: waitingOptions,
	},
	prepare: async ({ functions, itemIndex }, form) => ({
		...form,
		request: readRequest(form.data),
		checked: await checkImportFile(functions, form.input, itemIndex),
	}),
	touches: () => [thing('slurps')],
	async run(call, { input, request, checked, waits, options }) {
		const { functions, api, hint, itemIndex } = call;
		const patience = patienceOf(call, options);
		const file = await readImportFile(functions, input, itemIndex, checked);
		for (const remark of file.remarks) hint(`${file.name}: ${remark}`);
		try {
			const fileHash = createHash('sha256').update(file.bytes).digest('hex');
			const { answer } = await applyOnce(call, {
				step: 'POST slurps',
				values: [request, file.name, fileHash],
				send: async () => dataObject(await api.upload(startSlurp, toForm(request, file))),
				whereToLook:
					'Open the Data Import tab in CDD Vault and look whether the file is there, before you run this step again: sent twice, it is imported twice.',
				signal: patience.signal,
			});
			const started = slurp.safeParse(answer);
			if (!started.success) throw new Fault('malformedAnswer', 'CDD Vault did not say which import it started');
			const result = waits
				? slurpResult(await awaitSlurp(api, started.data.id, patience), options)
				: describeSlurp(started.data);
			return { ...result, before: null };
		} catch (thrown) {
			throw withRemarks(thrown, file);
		}
	},
});
