import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { faultWith } from '../../../shared/fault';
import type { Operation, OperationCall } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { readBack } from '../../../shared/writing/readBack';
import { loadContainer } from '../../contract/container';
import type { Container } from '../../contract/container';
import { checkNewBarcode, barcodeCheckField } from '../../records/barcode';
import { readContainerIdToChange } from '../../records/container/chosen';
import { containerField } from '../../records/container/picker';
import { fingerprintOfSave, saveField, shows } from '../../records/container/saveField';
import type { FieldChange } from '../../records/container/saveField';
import { containerClearField } from '../../records/customField/clearing';
import { containerFieldsField, substanceFieldsField } from '../../records/customField/form';
import { rawDataField, shortContainer, toRecords } from '../../records/output';
import { supplierField } from '../../records/supplier';
import { unitField } from '../../records/unit';
import type { ChemInventoryApi } from '../../service/api';
import { readChanges } from './changes';

const updateFieldsField: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'Fields without a value are left as they are. For the location use the operation Move.',
	options: [
		{
			displayName: 'Barcode',
			name: 'barcode',
			type: 'string',
			default: '',
			placeholder: 'e.g. ABC00123',
			description: 'The new barcode',
		},
		{
			displayName: 'CAS Number',
			name: 'cas',
			type: 'string',
			default: '',
			placeholder: 'e.g. 67-64-1',
			description: 'The CAS number, or N/A. It belongs to the substance: all containers of that substance change.',
		},
		containerClearField,
		{
			displayName: 'Comments',
			name: 'comments',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			description: 'The new comments, in place of the old ones',
		},
		{
			displayName: 'Date Acquired',
			name: 'dateAcquired',
			type: 'dateTime',
			default: '',
			description: 'The day on which the container came',
		},
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. Acetone, HPLC grade',
			description: 'The name of the container',
		},
		{
			displayName: 'Size',
			name: 'size',
			type: 'string',
			default: '',
			placeholder: 'e.g. 250',
			description: 'The size as a number. The unit stays if none is given.',
		},
		supplierField,
		unitField,
	],
};

/** Each field is a call of its own, so a refusal in the middle leaves some fields saved: it says which. */
function partlySaved(thrown: unknown, saved: readonly string[], rest: readonly string[]): Error {
	return faultWith(thrown, ({ description }) => ({
		description:
			`${description ?? ''} Saved before that: ${saved.length > 0 ? saved.join(', ') : 'nothing'}. Not saved: ${rest.join(', ')}.`.trim(),
		facts: { savedFields: [...saved], notSavedFields: [...rest] },
	}));
}

function hintReach({ hint }: OperationCall<ChemInventoryApi>, saved: readonly string[]): void {
	if (!saved.some((field) => field === 'cas' || field.startsWith('sf-'))) return;
	hint(
		'The CAS number and the fields of the substance belong to the substance, so they changed for all of its containers.',
	);
}

export const update: Operation<ChemInventoryApi> = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a container',
		description: 'Change fields of a container; unchanged ones are not saved again',
	},
	kind: 'write',
	short: ['id', 'savedFields', 'unchangedFields', ...shortContainer],
	fields: [
		containerField,
		updateFieldsField,
		containerFieldsField,
		substanceFieldsField,
		barcodeCheckField,
		rawDataField,
	],
	async run(call, itemIndex) {
		const { functions, api, ledger } = call;
		// Read before the write: a field that cannot be read must not make a finished change look failed.
		const raw = wantsRaw(functions, itemIndex);
		const containerid = await readContainerIdToChange(call, itemIndex);
		const before = await api.call(loadContainer, { containerid });
		const changes = await readChanges(functions, api, itemIndex, before);
		// What an earlier try of this run began is seen through, although the container may show it already.
		const isOpen = (change: FieldChange) =>
			ledger.find(itemIndex, fingerprintOfSave(api, containerid, change)) !== undefined;
		const toSave = changes.filter((change) => isOpen(change) || shows(before, change) !== true);
		const newBarcode = toSave.find((change) => change.field === 'barcode' && !isOpen(change))?.newvalue;
		if (typeof newBarcode === 'string') await checkNewBarcode(call, itemIndex, newBarcode, containerid);

		const names = toSave.map(({ field }) => field);
		const image: IDataObject = { id: containerid };
		for (const [at, change] of toSave.entries()) {
			try {
				Object.assign(image, await saveField(call, itemIndex, before, change));
			} catch (thrown) {
				throw partlySaved(thrown, names.slice(0, at), names.slice(at));
			}
		}
		hintReach(call, names);
		const read = async () => await api.call(loadContainer, { containerid });
		const after =
			toSave.length > 0
				? await readBack(read, `Saved in container ${containerid}: ${names.join(', ')}.`, { savedFields: names })
				: before;
		confirm(call, after, toSave);
		const records = await toRecords(api, [after], raw);
		const unchangedFields = changes.map(({ field }) => field).filter((field) => !names.includes(field));
		return records.map((record) => ({ ...record, savedFields: names, unchangedFields, before: image }));
	},
};

/** The service answers a save with nothing, so the container is read again and compared. */
function confirm({ hint }: OperationCall<ChemInventoryApi>, container: Container, saved: readonly FieldChange[]): void {
	const different = saved.filter((change) => shows(container, change) === false).map(({ field }) => field);
	if (different.length > 0)
		hint(
			`ChemInventory accepted the change, but container ${container.id} shows other values for: ${different.join(', ')}.`,
		);
}
