import { isValid, OK, ZodType } from 'zod';
import type { ParseInput, ParseReturnType, z, ZodTypeAny, ZodTypeDef } from 'zod';

import { leavesAsIs } from './asIs';

/**
 * What a service sent, for records that the contract has read into other types: a text where a number stood, a flag
 * where there was `"0"`. Records that the contract left as they were are not kept.
 */
const originals = new WeakMap<object, object>();

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Whether both hold the same, so that there is nothing to keep. */
function keepWhereChanged(read: unknown, sent: unknown): boolean {
	if (!isObject(read) || !isObject(sent)) return Object.is(read, sent);
	if (read === sent) return true;
	let isSame = Array.isArray(read) === Array.isArray(sent) && !originals.has(sent);
	for (const key of Object.keys(sent))
		isSame = keepWhereChanged(Reflect.get(read, key), Reflect.get(sent, key)) && isSame;
	if (isSame && Object.keys(read).length === Object.keys(sent).length) return true;
	originals.set(read, asReceived(sent));
	return false;
}

/**
 * @param read what the contract made of an answer, with the same lists and keys
 * @param sent the answer, or what the contract made of it before
 */
export function rememberReceived(read: unknown, sent: unknown): void {
	keepWhereChanged(read, sent);
}

/** A record that was made of one that came from the service; `change` does the same to what was sent. */
export function derived<R extends object>(from: object, record: R, change: (sent: object) => object): R {
	rememberReceived(record, change(asReceived(from)));
	return record;
}

/** A record that came from the service, as the service sent it. */
export const asReceived = (record: object): object => originals.get(record) ?? record;

/** Reads what a service sent; records that the schema reads into other types are remembered as they were sent. */
export function readAsSent<Schema extends ZodTypeAny>(
	schema: Schema,
	sent: unknown,
): z.SafeParseReturnType<unknown, z.output<Schema>> {
	if (leavesAsIs(schema, sent)) return { success: true, data: sent };
	const read = schema.safeParse(sent);
	if (read.success) rememberReceived(read.data, sent);
	return read;
}

interface AsSentDef<Schema extends ZodTypeAny> extends ZodTypeDef {
	schema: Schema;
}

/**
 * Not a `transform`: for each value that one reads, zod makes an object with a getter, and V8 keeps what such an object
 * refers to until the next major garbage collection. Of a million records that is half a gigabyte.
 */
class AsSent<Schema extends ZodTypeAny> extends ZodType<z.output<Schema>, AsSentDef<Schema>, unknown> {
	_parse(input: ParseInput): ParseReturnType<z.output<Schema>> {
		const { schema } = this._def;
		if (leavesAsIs(schema, input.data)) return OK(input.data);
		const read = schema._parseSync(input);
		if (isValid(read)) rememberReceived(read.value, input.data);
		return read;
	}
}

/** The same schema; what it has read is remembered as the service sent it. */
export const asSent = <Schema extends ZodTypeAny>(schema: Schema): ZodType<z.output<Schema>, ZodTypeDef, unknown> =>
	new AsSent({ schema });
