import { jsonParse } from 'n8n-workflow';
import type { INodeParameters, ResourceMapperField } from 'n8n-workflow';

const kept = { matchingColumns: [], attemptToConvertTypes: false, convertFieldsToString: false };

/** A form of the lab's own fields as the editor stores it, filled in by hand. */
export const mapped = (value: INodeParameters | null, schema: ResourceMapperField[] = []): INodeParameters => ({
	...kept,
	mappingMode: 'defineBelow',
	value,
	schema: jsonParse<INodeParameters[]>(JSON.stringify(schema.map((field) => ({ ...field, removed: false })))),
});

/** The same with "Map Automatically": the fields of the item that have the name of a field. */
export const mappedAutomatically = (schema: ResourceMapperField[] = []): INodeParameters => ({
	...mapped(null, schema),
	mappingMode: 'autoMapInputData',
});
