import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { dataObject } from './json';

/** A collection of a node's form; empty where nothing was added. */
export function readCollection(functions: IExecuteFunctions, name: string, itemIndex: number): IDataObject {
	const value = functions.getNodeParameter(name, itemIndex, {});
	return typeof value === 'object' && value !== null ? dataObject(value) : {};
}

/**
 * What the user put under a key, or what is there now if the key was not added. An expression that finds nothing
 * leaves the key without a value: that is not the same as leaving it out, so it reaches the checks as undefined.
 */
export function changedOr(changes: IDataObject, key: string, present: unknown): unknown {
	return Object.hasOwn(changes, key) ? changes[key] : present;
}
