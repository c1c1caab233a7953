import type { z, ZodIssue, ZodTypeAny } from 'zod';

import { VaultError } from './errors';
import type { CddSwitches } from './switches';

export type IssuePath = ReadonlyArray<number | string>;

export interface ReadingRules {
	unknownParameters: CddSwitches['unknownParameters'];
	/** 400 for a request that cannot be read, 422 for one whose values are refused. */
	statusOf(path: IssuePath, issue: ZodIssue): number;
}

/** The issues of the branch of a union that came closest, as a reader of the message expects. */
function plainIssues(issues: ZodIssue[]): ZodIssue[] {
	return issues.flatMap((issue) => {
		if (issue.code !== 'invalid_union') return [issue];
		const branches = issue.unionErrors.map((error) => plainIssues(error.issues));
		const deepest = (branch: ZodIssue[]) => Math.max(...branch.map(({ path }) => path.length));
		const custom = (branch: ZodIssue[]) =>
			branch.some(({ code }) => code === 'invalid_string' || code === 'unrecognized_keys') ? 1 : 0;
		const [best = []] = branches.sort((left, right) => deepest(right) - deepest(left) || custom(right) - custom(left));
		return best;
	});
}

/** A JSON object, not an array. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
	isContainer(value) && !Array.isArray(value);

const isContainer = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** A copy without the keys that the schema does not know (A6, "ignore"). */
function withoutUnknown(value: unknown, issues: ZodIssue[]): unknown {
	const copy: unknown = structuredClone(value);
	for (const issue of issues) {
		if (issue.code !== 'unrecognized_keys') continue;
		let holder: unknown = copy;
		for (const key of issue.path) holder = isContainer(holder) ? holder[key] : undefined;
		if (isContainer(holder)) for (const key of issue.keys) delete holder[key];
	}
	return copy;
}

function words(issue: ZodIssue): string {
	const place = issue.path.join('.');
	if (issue.code === 'unrecognized_keys') {
		const keys = issue.keys.map((key) => (place === '' ? key : `${place}.${key}`));
		return `Unknown parameter: ${keys.join(', ')}`;
	}
	return place === '' ? issue.message : `${place}: ${issue.message}`;
}

/** Reads a request by the contract's own schema, or refuses it in words that name each parameter. */
export function readRequest<Schema extends ZodTypeAny>(
	schema: Schema,
	value: unknown,
	rules: ReadingRules,
): z.output<Schema> {
	const first = schema.safeParse(value);
	const parsed =
		!first.success && rules.unknownParameters === 'ignore'
			? schema.safeParse(withoutUnknown(value, plainIssues(first.error.issues)))
			: first;
	if (parsed.success) return parsed.data;
	const issues = plainIssues(parsed.error.issues);
	const statuses = issues.map((issue) => {
		const [key] = issue.code === 'unrecognized_keys' ? issue.keys : [];
		return rules.statusOf(key === undefined ? issue.path : [...issue.path, key], issue);
	});
	throw new VaultError(statuses.includes(400) ? 400 : 422, issues.map(words).join('; '));
}
