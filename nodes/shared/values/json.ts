import type { IDataObject } from 'n8n-workflow';

function isDataObject(value: object): value is IDataObject {
	return !Array.isArray(value);
}

/** A parsed JSON object as n8n's type for it. */
export function dataObject(value: object): IDataObject {
	return isDataObject(value) ? value : { items: value };
}
