import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';

type Entry = INodeProperties | INodePropertyCollection | INodePropertyOptions;

export const isChoice = (entry: Entry): entry is INodePropertyOptions => 'value' in entry;
export const isGroup = (entry: Entry): entry is INodePropertyCollection => 'values' in entry;
export const isField = (entry: Entry): entry is INodeProperties => 'type' in entry;

/** The choices of a list. */
export const choicesOf = ({ options = [] }: INodeProperties): INodePropertyOptions[] => options.filter(isChoice);

/** The fields within a collection. */
export const childrenOf = ({ options = [] }: INodeProperties): INodeProperties[] =>
	options.flatMap((entry) => (isGroup(entry) ? entry.values : isField(entry) && !isChoice(entry) ? [entry] : []));

export interface PlacedField {
	/** Such as `filters.fieldConditions.condition.field`. */
	path: string;
	field: INodeProperties;
	isTop: boolean;
	/** The fields of the same entry of a list, by their names; none where it stands elsewhere. */
	entry: readonly string[];
}

function within(field: INodeProperties, path: string, isTop: boolean, entry: readonly string[] = []): PlacedField[] {
	const children = childrenOf(field);
	const besides = field.type === 'fixedCollection' ? children.map(({ name }) => name) : [];
	return [
		{ path, field, isTop, entry },
		...children.flatMap((child) => within(child, `${path}.${child.name}`, false, besides)),
	];
}

/** All fields of a node's form, those in collections included. */
export const allFields = ({ properties }: INodeTypeDescription): PlacedField[] =>
	properties.flatMap((field) => within(field, field.name, true));

/** Whether the default is one that the form can hold. */
export function hasFittingDefault(field: INodeProperties): boolean {
	const value: unknown = field.default;
	const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
	if (field.typeOptions?.multipleValues === true && field.type !== 'fixedCollection') return Array.isArray(value);
	switch (field.type) {
		case 'boolean':
		case 'number':
		case 'string':
			return typeof value === field.type;
		case 'dateTime':
			return typeof value === 'string';
		case 'json':
			return typeof value === 'string' && isJson(value);
		case 'options':
			return (
				choicesOf(field).some((choice) => choice.value === value) || field.typeOptions?.loadOptionsMethod !== undefined
			);
		case 'multiOptions':
			return Array.isArray(value);
		case 'collection':
		case 'fixedCollection':
		case 'resourceMapper':
			return isObject;
		case 'resourceLocator':
			return isObject && 'mode' in value && (field.modes ?? []).some(({ name }) => name === value.mode);
		case 'hidden':
			return value !== undefined;
		case 'notice':
			return value === '';
		case 'agentSelector':
		case 'assignmentCollection':
		case 'button':
		case 'callout':
		case 'color':
		case 'credentials':
		case 'credentialsSelect':
		case 'curlImport':
		case 'filter':
		case 'icon':
		case 'workflowSelector':
			return false;
	}
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

/** Names of the methods that the fields of a form ask for, by kind. */
export function methodsAskedFor(description: INodeTypeDescription): Array<[kind: string, method: string]> {
	return allFields(description).flatMap(({ field: { typeOptions, modes = [] } }) => {
		const asked: Array<[string, string | undefined]> = [
			['loadOptions', typeOptions?.loadOptionsMethod],
			['resourceMapping', typeOptions?.resourceMapper?.resourceMapperMethod],
			...modes.map((mode): [string, string | undefined] => ['listSearch', mode.typeOptions?.searchListMethod]),
		];
		return asked.flatMap(([kind, method]): Array<[string, string]> => (method === undefined ? [] : [[kind, method]]));
	});
}
