import { specifyDataField } from '../../../shared/fields';
import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { readCollection } from '../../../shared/values/collection';
import { barcodeCheckField, doNotCheck, refuseIfInUse } from '../../records/barcode';
import { containerFieldsField } from '../../records/customField/form';
import { locationField } from '../../records/location';
import { rawDataField, shortContainer, toRecords } from '../../records/output';
import { substanceField } from '../../records/substance/picker';
import { followUpStructures, followUpStructuresField } from '../../records/substance/structure';
import { supplierField } from '../../records/supplier';
import { unitField } from '../../records/unit';
import type { ChemInventoryApi } from '../../service/api';
import { planCreation } from './plan';

const onForm = { show: { specifyData: ['fields'] } };
const onCreatingSubstance = { show: { specifyData: ['fields'], createSubstance: [true] } };
const onGenerating = { show: { barcodeCheck: ['generate'] } };

export const create: Operation<ChemInventoryApi> = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a container',
		description: 'Add a container to a location. Items of the same substance and location are sent together.',
	},
	kind: 'write',
	short: shortContainer,
	fields: [
		specifyDataField,
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Acetone, HPLC grade',
			description: 'The name of the container',
			displayOptions: onForm,
		},
		{ ...substanceField, displayOptions: onForm },
		{
			displayName: 'Create Substance If Missing',
			name: 'createSubstance',
			type: 'boolean',
			default: false,
			description:
				'Whether ChemInventory may create a substance that no container holds yet. It creates it for good: a typing slip in the name stays as a substance of its own.',
			displayOptions: onForm,
		},
		{
			displayName: 'Name of the Substance',
			name: 'substanceName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Acetone',
			description:
				'Goes with a CAS number when the substance is created. Without it, the name of the container is taken.',
			displayOptions: onCreatingSubstance,
		},
		{
			displayName: 'CAS of the Substance',
			name: 'substanceCas',
			type: 'string',
			default: '',
			placeholder: 'e.g. 67-64-1',
			description: 'Goes with a name when the substance is created. Leave it empty for compounds without a CAS number.',
			displayOptions: onCreatingSubstance,
		},
		{ ...locationField, displayOptions: onForm },
		{
			displayName: 'Size',
			name: 'size',
			type: 'string',
			default: '',
			placeholder: 'e.g. 250',
			description: 'How much the container holds, without the unit',
			displayOptions: onForm,
		},
		{ ...unitField, displayOptions: onForm },
		{
			...barcodeCheckField,
			options: [
				doNotCheck,
				{
					name: 'Generate',
					value: 'generate',
					description: 'Take the next free barcode; it may change the prefix that the inventory has saved',
				},
				refuseIfInUse,
			],
			description: 'Where the barcode comes from, and what is done against using one twice',
		},
		{
			displayName: 'Barcode',
			name: 'barcode',
			type: 'string',
			default: '',
			placeholder: 'e.g. ABC00123',
			description: 'The barcode on the container. Without it the container has none.',
			displayOptions: { show: { specifyData: ['fields'], barcodeCheck: ['none', 'refuse'] } },
		},
		{
			displayName: 'Barcode Prefix',
			name: 'barcodePrefix',
			type: 'string',
			default: '',
			placeholder: 'e.g. ABC',
			description: "Up to three characters. Without it, the inventory's own prefix is taken.",
			displayOptions: onGenerating,
		},
		{
			displayName: 'Starting Number',
			name: 'startingNumber',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 1,
			description: 'The first number to try; numbers in use are left out',
			displayOptions: onGenerating,
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			displayOptions: onForm,
			options: [
				{
					displayName: 'Comments',
					name: 'comments',
					type: 'string',
					typeOptions: { rows: 3 },
					default: '',
					description: 'Comments on the container',
				},
				{
					displayName: 'Date Acquired',
					name: 'dateAcquired',
					type: 'dateTime',
					default: '',
					description: 'The day on which the container came',
				},
				supplierField,
			],
		},
		{ ...containerFieldsField, displayOptions: onForm },
		{
			displayName: 'Container (JSON)',
			name: 'containerJson',
			type: 'json',
			default: '{ "name": "", "locationid": 0, "substanceid": 0 }',
			description: 'One entry of the data of /container/add, as in the documentation of ChemInventory',
			displayOptions: { show: { specifyData: ['json'] } },
		},
		rawDataField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [followUpStructuresField],
		},
	],
	async run(call, itemIndex) {
		const { functions, api } = call;
		// Read before the write: a field that cannot be read must not make a finished change look failed.
		const raw = wantsRaw(functions, itemIndex);
		const { followUpStructures: follow } = readCollection(functions, 'options', itemIndex);
		const created = [await (await planCreation(call)).containerOf(itemIndex)];
		const containers = follow === true ? await followUpStructures(call, itemIndex, created) : created;
		return (await toRecords(api, containers, raw)).map((record) => ({ ...record, before: null }));
	},
};
