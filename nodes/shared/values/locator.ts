import type { IExecuteFunctions } from 'n8n-workflow';

/** What a resource locator holds: how it was given, and the value. */
export interface Located {
	mode: string;
	value: unknown;
}

/** Reads a locator. An expression may put a bare value in its place: then the mode is `id`. */
export function readLocator(functions: IExecuteFunctions, name: string, itemIndex: number): Located {
	const stored = functions.getNodeParameter(name, itemIndex, '');
	const mode = typeof stored === 'object' && stored !== null && 'mode' in stored ? String(stored.mode) : 'id';
	return { mode, value: functions.getNodeParameter(name, itemIndex, '', { extractValue: true }) };
}

/** A locator inside a collection arrives as it is stored, with its mode beside the value. */
export function heldValue(stored: unknown): unknown {
	return typeof stored === 'object' && stored !== null && 'value' in stored ? stored.value : stored;
}
