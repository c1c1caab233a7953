import { ZodArray, ZodEffects, ZodNever, ZodObject, ZodOptional } from 'zod';
import type { z, ZodIssue, ZodTypeAny } from 'zod';

import { ChemInventoryError } from './errors';

type Tolerate = (what: string) => void;
type Path = ReadonlyArray<number | string>;

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const customContainerField = /^cf-\d+$/;

/** Drops the keys that the contract does not know, as the service is believed to do, and records them (trap 30). */
function withoutUnknownKeys(schema: ZodTypeAny, value: unknown, tolerate: Tolerate): unknown {
	if (schema instanceof ZodEffects) return withoutUnknownKeys(schema.innerType(), value, tolerate);
	if (schema instanceof ZodOptional) return withoutUnknownKeys(schema.unwrap(), value, tolerate);
	if (schema instanceof ZodArray && Array.isArray(value))
		return value.map((entry) => withoutUnknownKeys(schema.element, entry, tolerate));
	if (!(schema instanceof ZodObject) || !isObject(value)) return value;
	const shape: Record<string, ZodTypeAny> = schema.shape;
	const takesFields = !(schema._def.catchall instanceof ZodNever);
	const known: Record<string, unknown> = {};
	for (const [key, entry] of Object.entries(value)) {
		const inner = shape[key];
		if (inner !== undefined) known[key] = withoutUnknownKeys(inner, entry, tolerate);
		else if (takesFields && customContainerField.test(key)) known[key] = entry;
		else tolerate(`unknown key ignored: ${key}`);
	}
	return known;
}

/** The issues of all branches of a union, with those of plain schemas. */
function flat(issues: ZodIssue[]): ZodIssue[] {
	return issues.flatMap((issue) =>
		issue.code === 'invalid_union' ? issue.unionErrors.flatMap((error) => flat(error.issues)) : [issue],
	);
}

function valueAt(value: unknown, path: Path): unknown {
	let found: unknown = value;
	for (const key of path)
		found =
			typeof found === 'object' && found !== null
				? Object.entries(found).find(([name]) => name === String(key))?.[1]
				: undefined;
	return found;
}

function withValueAt(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
	if (key === undefined) return replacement;
	if (Array.isArray(value))
		return value.map((entry: unknown, index) => (index === key ? withValueAt(entry, rest, replacement) : entry));
	return isObject(value) ? { ...value, [key]: withValueAt(value[key], rest, replacement) } : value;
}

const idKey = /(^|[a-z])ids?$|^units$|^destination(location)?$|^origin$|^(new)?inventory$|^substance$/;

/** What the service would make of a value of the wrong type: numeric text for an id, a number for text. Undefined: an error. */
function mended(value: unknown, issue: ZodIssue): number | string | undefined {
	if (issue.code !== 'invalid_type') return undefined;
	if (issue.expected === 'string' && typeof value === 'number') return String(value);
	const name = issue.path.filter((key) => typeof key === 'string').at(-1) ?? '';
	const isId = issue.expected === 'number' && idKey.test(name);
	return isId && typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}

const place = (path: Path) => path.join('.');

/** The issues of the branch of a union that came closest, as a reader of the message expects. */
function plain(issues: ZodIssue[]): ZodIssue[] {
	return issues.flatMap((issue) => {
		if (issue.code !== 'invalid_union') return [issue];
		const depth = (branch: ZodIssue[]) => Math.max(...branch.map(({ path }) => path.length));
		const [closest = []] = issue.unionErrors
			.map((error) => plain(error.issues))
			.sort((left, right) => depth(right) - depth(left));
		return closest;
	});
}

const sentence = (issues: ZodIssue[]): string =>
	`The request is not valid. ${plain(issues)
		.map(({ path, message }) => `${place(path)}: ${message}`)
		.join('; ')}`;

/** Reads a body by the contract's own schema, as leniently as the service is believed to, or refuses it. */
export function readBody<Schema extends ZodTypeAny>(
	schema: Schema,
	sent: Record<string, unknown>,
	tolerate: Tolerate,
): z.output<Schema> {
	let value = withoutUnknownKeys(schema, sent, tolerate);
	for (;;) {
		const parsed = schema.safeParse(value);
		if (parsed.success) return parsed.data;
		let isMended = false;
		for (const issue of flat(parsed.error.issues)) {
			const present = valueAt(value, issue.path);
			const replacement = mended(present, issue);
			if (replacement === undefined) continue;
			value = withValueAt(value, issue.path, replacement);
			tolerate(`${place(issue.path)}: ${typeof present} taken as ${typeof replacement}`);
			isMended = true;
		}
		if (!isMended) throw new ChemInventoryError(sentence(parsed.error.issues));
	}
}
