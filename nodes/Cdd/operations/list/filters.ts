import type { IDataObject } from 'n8n-workflow';
import type { ZodTypeAny } from 'zod';

import { choice, dateAsWritten, json, mapped } from '../../../shared/form';
import type { Declared, Field, Value } from '../../../shared/form';
import type { OperationCall } from '../../../shared/operation';
import { badInput, checked, quote } from '../../../shared/values/badInput';
import { dateInZone, readDate } from '../../../shared/values/dates';
import type { ReadDate } from '../../../shared/values/dates';
import type { CddApi } from '../../service/api';

export const specifyFilters = choice({
	displayName: 'Specify Filters',
	name: 'specifyFilters',
	type: 'options',
	options: [
		{ name: 'Using Fields Below', value: 'fields' },
		{ name: 'Using JSON', value: 'json' },
	],
	default: 'fields',
	description: 'Whether to fill in a form or to give the filters as JSON',
});

export const datesWithoutTimeZone = choice({
	displayName: 'Dates Without a Time Zone',
	name: 'datesWithoutTimeZone',
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
			description: "The date is sent unchanged; CDD Vault uses the time zone in the profile of the API token's user",
		},
	],
	default: 'workflow',
	description: 'The time zone of a date that does not include one',
});

/** A moment to filter by, and the label of its field for hints. */
export interface DateFilter {
	readonly label: string;
	readonly date: ReadDate;
}

export const dateFilter = (declaration: Declared<'dateTime'>): Field<DateFilter> =>
	mapped(dateAsWritten(declaration), (date) => ({ label: declaration.displayName, date }));

/** Filters under the names of the vendor's parameters. */
type Filters = Readonly<Record<string, DateFilter | number[] | string | undefined>>;

/** The parameters of the vendor. */
export function filterParameters(
	{ functions, hint }: OperationCall<CddApi>,
	filters: Filters,
	zoneless: Value<typeof datesWithoutTimeZone> = 'workflow',
): IDataObject {
	const zone = zoneless === 'vault' ? undefined : functions.getTimezone();
	const parameters: IDataObject = {};
	for (const [parameter, filter] of Object.entries(filters)) {
		if (filter === undefined || typeof filter === 'string' || Array.isArray(filter)) {
			parameters[parameter] = filter;
			continue;
		}
		parameters[parameter] = dateInZone(filter.date, zone);
		if (filter.date.zoneless) hint(zonelessHint(filter.label, zone));
	}
	return parameters;
}

function zonelessHint(label: string, zone: string | undefined): string {
	const vaults = "the time zone in the profile of the API token's user";
	return zone === undefined
		? `'${label}' has no time zone. CDD Vault uses ${vaults}.`
		: `'${label}' has no time zone. It was sent with ${zone}, the time zone of this workflow; otherwise CDD Vault would have used ${vaults}.`;
}

const howMany = "Set how many records to return with 'Return All' and 'Limit'; an export contains all of them.";

/** Parameters of the vendor that the nodes set by themselves, and where their users say it. */
const ownParameters: Readonly<Record<string, string>> = {
	async: "Set how they are fetched with 'Retrieval' in the options.",
	offset: howMany,
	page_size: howMany,
};

/** Left out in silence, somebody would get other records than those that were asked for. @throws Fault `badInput` */
function refuseOwnParameters(parameters: IDataObject, label: string): void {
	const name = Object.keys(parameters).find((one) => Object.hasOwn(ownParameters, one));
	if (name === undefined) return;
	throw badInput(
		label,
		'contains a parameter that the node sets itself',
		`It is ${quote(name)}. Remove it. ${ownParameters[name] ?? ''}`,
	);
}

const isDateParameter = (name: string) => /_(after|before)$/.test(name);

/** Dates in JSON go out as they are; whoever left out the time zone should know what CDD Vault makes of that. */
function hintZonelessDates(hint: (message: string) => void, parameters: IDataObject): void {
	for (const [name, value] of Object.entries(parameters)) {
		if (isDateParameter(name) && readDate(value, name, undefined).zoneless) hint(zonelessHint(name, undefined));
	}
}

/** The vendor's parameters as JSON, for those who have them at hand. */
export const jsonFilters = (declaration: Declared<'json'>, schema: ZodTypeAny): Field<IDataObject> =>
	mapped(json(declaration), (given, { hint }) => {
		const parameters: IDataObject = checked(schema, given, declaration.displayName);
		refuseOwnParameters(parameters, declaration.displayName);
		hintZonelessDates(hint, parameters);
		return parameters;
	});
