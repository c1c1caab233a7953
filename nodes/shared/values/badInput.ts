import type { ZodError, ZodTypeAny, z } from 'zod';

import { Fault } from '../fault';

/** A field that cannot be sent: what is wrong with it, and how to put it right. */
export function badInput(label: string, problem: string, fix: string): Fault {
	return new Fault('badInput', `'${label}' ${problem}`, { description: fix });
}

/** Where and what, for a person: `inventory_events.0.fields.Credit: Expected number`. */
export function describeIssues(error: ZodError): string {
	return error.issues
		.slice(0, 5)
		.flatMap((issue) =>
			issue.code === 'invalid_union' ? issue.unionErrors.flatMap(({ issues }) => issues).slice(0, 2) : [issue],
		)
		.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
		.join('; ');
}

/** Shows a value in an error text without flooding it. */
export function quote(value: unknown): string {
	// JSON has no word for Infinity, and none for undefined
	const json = typeof value === 'object' ? JSON.stringify(value) : undefined;
	const text = json ?? String(value);
	return text.length > 80 ? `"${text.slice(0, 80)}…"` : `"${text}"`;
}

/** @throws Fault `badInput` naming the field and each place that does not fit */
export function checked<Schema extends ZodTypeAny>(schema: Schema, value: unknown, label: string): z.output<Schema> {
	const result = schema.safeParse(value);
	if (!result.success) {
		throw badInput(label, 'does not have the expected form', describeIssues(result.error));
	}
	return result.data;
}
