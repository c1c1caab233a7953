import { createHash } from 'crypto';
import type { INodeProperties } from 'n8n-workflow';

import { Fault, faultWith } from '../../../shared/fault';
import { specifyDataField } from '../../../shared/fields';
import type { Operation } from '../../../shared/operation';
import { readCollection } from '../../../shared/values/collection';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { dataObject } from '../../../shared/values/json';
import { readText } from '../../../shared/values/text';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { slurp, startSlurp } from '../../contract/slurp';
import { describeSlurp } from '../../records/slurp';
import type { CddApi } from '../../service/api';
import { readImportFile } from './file';
import type { ImportFile } from './file';
import { readSlurpRequest, requestFields, requestJsonField } from './request';
import type { SlurpRequest } from './request';
import { awaitSlurp, ifNotCommittedField, importTimeLimitField, readSlurpPatience, slurpResult } from './wait';

function onForm(field: INodeProperties): INodeProperties {
	return { ...field, displayOptions: { show: { specifyData: ['fields'] } } };
}

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

export const importFile: Operation<CddApi> = {
	option: {
		name: 'Import',
		value: 'import',
		action: 'Import a file',
		description: 'Upload a CSV, SDF, XLSX or ZIP file and import it with a mapping template (slurp)',
	},
	kind: 'write',
	fields: [
		{
			displayName: 'Input Data Field Name',
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			hint: 'The name of the input field that holds the file to import',
		},
		specifyDataField,
		...requestFields.map(onForm),
		requestJsonField,
		{
			displayName: 'Wait for Completion',
			name: 'waitForCompletion',
			type: 'boolean',
			default: true,
			description: 'Whether to wait until the import is decided',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [ifNotCommittedField, importTimeLimitField],
		},
	],
	async run({ functions, api, ledger, hint }, itemIndex) {
		const options = readCollection(functions, 'options', itemIndex);
		const patience = readSlurpPatience(functions, options);
		const request = readSlurpRequest(functions, itemIndex);
		const field = readText(functions.getNodeParameter('binaryPropertyName', itemIndex), 'Input Data Field Name');
		const waits = functions.getNodeParameter('waitForCompletion', itemIndex) === true;
		const file = await readImportFile(functions, field, itemIndex);
		for (const remark of file.remarks) hint(`${file.name}: ${remark}`);
		try {
			const fileHash = createHash('sha256').update(file.bytes).digest('hex');
			const { answer } = await applyOnce(ledger, {
				itemIndex,
				fingerprint: fingerprintOf('POST', api.vaultAddress, 'slurps', request, file.name, fileHash),
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
};
