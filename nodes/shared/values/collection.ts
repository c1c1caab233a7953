import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { dataObject } from './json';

/** A collection of a node's form; empty where nothing was added. */
export function readCollection(functions: IExecuteFunctions, name: string, itemIndex: number): IDataObject {
	const value = functions.getNodeParameter(name, itemIndex, {});
	return typeof value === 'object' && value !== null ? dataObject(value) : {};
}
