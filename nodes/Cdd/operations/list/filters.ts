import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ZodTypeAny } from 'zod';

import type { OperationCall } from '../../../shared/operation';
import { checked } from '../../../shared/values/badInput';
import { readDate } from '../../../shared/values/dates';
import { readIds } from '../../../shared/values/ids';
import { readJson } from '../../../shared/values/json';
import type { CddApi } from '../../service/api';

/** How one filter of the form becomes a parameter of the vendor. */
export interface FilterReading {
	/** Name of the field in the form. */
	field: string;
	/** Label of the field, for error texts. */
	label: string;
	/** The vendor's parameter. */
	parameter: string;
	kind: 'date' | 'ids';
}

export const specifyFiltersField: INodeProperties = {
	displayName: 'Specify Filters',
	name: 'specifyFilters',
	type: 'options',
	options: [
		{ name: 'Using Fields Below', value: 'fields' },
		{ name: 'Using JSON', value: 'json' },
	],
	default: 'fields',
	description: 'Whether to fill in a form or to give the filters as JSON',
};

/** What samples and batches are both filtered by. */
export const commonReadings: readonly FilterReading[] = [
	{ field: 'createdAfter', label: 'Created After', parameter: 'created_after', kind: 'date' },
	{ field: 'createdBefore', label: 'Created Before', parameter: 'created_before', kind: 'date' },
	{ field: 'modifiedAfter', label: 'Modified After', parameter: 'modified_after', kind: 'date' },
	{ field: 'modifiedBefore', label: 'Modified Before', parameter: 'modified_before', kind: 'date' },
	{ field: 'projects', label: 'Project Names or IDs', parameter: 'projects', kind: 'ids' },
];

export const zonelessDatesField: INodeProperties = {
	displayName: 'Dates Without a Time Zone',
	name: 'zonelessDates',
	type: 'options',
	options: [
		{
			name: 'Time Zone of This Workflow',
			value: 'workflow',
			description: 'The time zone is added before the date is sent',
		},
		{
			name: 'Time Zone in CDD Vault',
			value: 'vault',
			description: "The date is sent as it is; CDD Vault takes the time zone in the profile of the API token's user",
		},
	],
	default: 'workflow',
	description: 'Which time zone a date has that names none',
};

/** Reads the filters that a user added; one that was added but is empty is refused. @throws Fault `badInput` */
export function readFilters(
	call: OperationCall<CddApi>,
	filters: IDataObject,
	readings: readonly FilterReading[],
	zonelessDates: unknown,
): IDataObject {
	const zone = zonelessDates === 'vault' ? undefined : call.functions.getTimezone();
	const parameters: IDataObject = {};
	for (const { field, label, parameter, kind } of readings) {
		// An expression that finds nothing leaves the key with no value: that must not pass for "no filter".
		if (!Object.hasOwn(filters, field)) continue;
		const value = filters[field];
		if (kind === 'ids') {
			parameters[parameter] = readIds(value, label);
			continue;
		}
		const date = readDate(value, label, zone);
		parameters[parameter] = date.text;
		if (date.zoneless) call.hint(zonelessHint(label, zone));
	}
	return parameters;
}

function zonelessHint(label: string, zone: string | undefined): string {
	const vaults = "the time zone in the profile of the API token's user";
	return zone === undefined
		? `'${label}' names no time zone. CDD Vault reads it in ${vaults}.`
		: `'${label}' names no time zone. It was sent as ${zone}, the time zone of this workflow; by itself CDD Vault would have taken ${vaults}.`;
}

/** Parameters of the vendor that the nodes set by themselves. */
const ownParameters = ['async', 'offset', 'page_size'];

const isDateParameter = (name: string) => /_(after|before)$/.test(name);

/** Dates in JSON go out as they are; whoever left out the time zone should know what CDD Vault makes of that. */
function hintZonelessDates(call: OperationCall<CddApi>, parameters: IDataObject): void {
	for (const [name, value] of Object.entries(parameters)) {
		if (isDateParameter(name) && readDate(value, name, undefined).zoneless) call.hint(zonelessHint(name, undefined));
	}
}

/** The vendor's parameters as JSON, for those who have them at hand. @throws Fault `badInput` */
export function readJsonFilters(call: OperationCall<CddApi>, itemIndex: number, schema: ZodTypeAny): IDataObject {
	const given = readJson(call.functions.getNodeParameter('filtersJson', itemIndex), 'Filters (JSON)');
	const parameters: IDataObject = checked(schema, given, 'Filters (JSON)');
	hintZonelessDates(call, parameters);
	return Object.fromEntries(Object.entries(parameters).filter(([name]) => !ownParameters.includes(name)));
}
