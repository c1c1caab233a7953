import type { INodeProperties } from 'n8n-workflow';

export const returnAllField: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
};

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export const specifyDataField: INodeProperties = {
	displayName: 'Specify Data',
	name: 'specifyData',
	type: 'options',
	options: [
		{ name: 'Using Fields Below', value: 'fields' },
		{ name: 'Using JSON', value: 'json' },
	],
	default: 'fields',
	description: 'Whether to fill in a form or to give the data as JSON',
};

/** The form of user-defined fields; read with `readFieldEntries`. */
export const fieldEntryValues: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Barcode',
		description: 'The exact name of the field, upper and lower case included',
	},
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'Clear the Field', value: 'clear' },
			{ name: 'Number', value: 'number' },
			{ name: 'Text or Date', value: 'text' },
			{ name: 'True or False', value: 'boolean' },
		],
		default: 'text',
		description: 'How the value is stored. Dates are text: 2026-11-30.',
	},
	{
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		description: 'The value to store. An empty value is left out.',
	},
];
