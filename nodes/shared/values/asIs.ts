import { z } from 'zod';
import type { ZodTypeAny } from 'zod';

type Check = (value: unknown) => boolean;

const never: Check = () => false;

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function numberCheck({ _def: { checks, coerce } }: z.ZodNumber): Check {
	const rules = checks.map((check): ((value: number) => boolean) => {
		if (check.kind === 'int') return Number.isInteger;
		if (check.kind === 'min') return (value) => (check.inclusive ? value >= check.value : value > check.value);
		if (check.kind === 'max') return (value) => (check.inclusive ? value <= check.value : value < check.value);
		return never;
	});
	if (coerce) return never;
	return (value) => typeof value === 'number' && !Number.isNaN(value) && rules.every((rule) => rule(value));
}

function objectCheck({ shape, _def: { unknownKeys, catchall } }: z.AnyZodObject): Check {
	if (unknownKeys !== 'passthrough' || !(catchall instanceof z.ZodNever)) return never;
	const parts = Object.entries(shape).map(([key, part]) => [key, checkOf(part)] as const);
	// zod leaves out a key of that name
	return (value) =>
		isPlainObject(value) && parts.every(([key, check]) => check(value[key])) && !Object.hasOwn(value, '__proto__');
}

function recordCheck({ keySchema, valueSchema }: z.ZodRecord): Check {
	if (!(keySchema instanceof z.ZodString) || keySchema._def.checks.length > 0) return never;
	const check = checkOf(valueSchema);
	return (value) => isPlainObject(value) && Object.values(value).every(check) && !Object.hasOwn(value, '__proto__');
}

function arrayCheck({ element, _def: { minLength, maxLength, exactLength } }: z.ZodArray<ZodTypeAny>): Check {
	if (minLength !== null || maxLength !== null || exactLength !== null) return never;
	const check = checkOf(element);
	return (value) => Array.isArray(value) && value.every(check);
}

function makeCheck(schema: unknown): Check {
	if (schema instanceof z.ZodUnknown || schema instanceof z.ZodAny) return () => true;
	if (schema instanceof z.ZodString)
		return schema._def.checks.length > 0 || schema._def.coerce ? never : (value) => typeof value === 'string';
	if (schema instanceof z.ZodNumber) return numberCheck(schema);
	if (schema instanceof z.ZodBoolean) return schema._def.coerce ? never : (value) => typeof value === 'boolean';
	if (schema instanceof z.ZodLiteral) return (value) => value === schema.value;
	if (schema instanceof z.ZodObject) return objectCheck(schema);
	if (schema instanceof z.ZodRecord) return recordCheck(schema);
	if (schema instanceof z.ZodArray) return arrayCheck(schema);
	if (schema instanceof z.ZodBranded) return checkOf(schema.unwrap());
	if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
		const isNone = schema instanceof z.ZodNullable ? null : undefined;
		const check = checkOf(schema.unwrap());
		return (value) => value === isNone || check(value);
	}
	if (schema instanceof z.ZodDefault) {
		const check = checkOf(schema.removeDefault());
		return (value) => value !== undefined && check(value);
	}
	// The first that fits is taken, and may be one that changes the value.
	if (schema instanceof z.ZodUnion) return checkOf(schema.options[0]);
	return never;
}

const known = new WeakMap<object, Check>();

function checkOf(schema: unknown): Check {
	if (typeof schema !== 'object' || schema === null) return never;
	const check = known.get(schema) ?? makeCheck(schema);
	known.set(schema, check);
	return check;
}

/**
 * Whether a schema accepts a value and changes nothing about it. zod builds each object anew, which takes most of the time
 * that a list of a hundred thousand records needs.
 * @returns false also where it is not known: then the schema has to say
 */
export const leavesAsIs = <Schema extends ZodTypeAny>(schema: Schema, value: unknown): value is z.output<Schema> =>
	checkOf(schema)(value);
