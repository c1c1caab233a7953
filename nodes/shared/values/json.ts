import type { IDataObject } from 'n8n-workflow';

import { badInput, quote } from './badInput';

function isDataObject(value: object): value is IDataObject {
	return !Array.isArray(value);
}

/** A parsed JSON object as n8n's type for it. */
export function dataObject(value: object): IDataObject {
	return isDataObject(value) ? value : { items: value };
}

/** n8n's HTTP client leaves these keys out of a body without a word. */
const droppedKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Data that can be sent as it is: n8n's HTTP client would send Infinity and NaN as null, which clears a field, and would
 * drop certain names.
 * @throws Fault `badInput` with the place of what cannot be sent
 */
export function checkSendable(value: unknown, label: string, path: readonly string[] = []): void {
	const place = path.length > 0 ? `${path.join('.')} is` : 'It is';
	if (typeof value === 'number' && !Number.isFinite(value))
		throw badInput(
			label,
			'contains a number that cannot be sent',
			`${place} ${String(value)}. Check the calculation: a division by zero gives such a number.`,
		);
	if (typeof value !== 'object' || value === null) return;
	for (const [key, part] of Object.entries(value)) {
		if (droppedKeys.has(key))
			throw badInput(label, 'contains a name that cannot be sent', `The name is ${quote(key)}. Use another one.`);
		checkSendable(part, label, [...path, key]);
	}
}

/** @throws Fault `badInput` with the place where the text stops being JSON */
function parsed(text: string, label: string): unknown {
	try {
		return JSON.parse(text);
	} catch (thrown) {
		const reason = thrown instanceof Error ? thrown.message : '';
		throw badInput(label, 'is not valid JSON', `${reason}. Check brackets, commas and quotes.`);
	}
}

/**
 * A JSON field: text, or an object from an expression.
 * @throws Fault `badInput`
 */
export function readJson(value: unknown, label: string): unknown {
	const json = typeof value === 'string' ? parsed(value, label) : value;
	checkSendable(json, label);
	return json;
}
