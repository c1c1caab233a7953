import { z } from 'zod';

import { isEndpointName } from './endpointNames';
import type { Fault, FaultAction, FaultCondition } from './faults';

/**
 * Faults as text, for the command line and the `x-sandbox-fault` header:
 *
 *     KIND[:WORD…][:TIMES][:key=value…][@WHERE]
 *
 * KIND is a status number or one of the words in `actionOf`; a bare number is how many requests it strikes (for
 * `latency` the first bare number is the milliseconds); WHERE is an endpoint name, or `[METHOD ]PATH`.
 */
export class FaultSyntaxError extends Error {}

interface Words {
	kind: string;
	flags: Set<string>;
	numbers: number[];
	settings: Map<string, string>;
}

function readWords(text: string): Words {
	const [kind = '', ...rest] = text.split(':');
	const words: Words = { kind, flags: new Set(), numbers: [], settings: new Map() };
	for (const word of rest) {
		const [key = '', value] = word.split('=', 2);
		if (value !== undefined) words.settings.set(key, value);
		else if (/^\d+$/.test(word)) words.numbers.push(Number(word));
		else words.flags.add(word);
	}
	return words;
}

const wholeNumber = (words: Words, key: string): number | undefined => {
	const text = words.settings.get(key);
	if (text === undefined) return undefined;
	if (!/^\d+$/.test(text)) throw new FaultSyntaxError(`"${key}" needs a whole number, not "${text}"`);
	return Number(text);
};

function statusFault(words: Words): FaultAction {
	const date = words.settings.get('retry-after-date');
	return {
		kind: 'status',
		status: Number(words.kind),
		moment: words.flags.has('after') ? 'after' : 'before',
		retryAfterSeconds: wholeNumber(words, date === undefined ? 'retry-after' : 'retry-after-date'),
		retryAfterAs: date === undefined ? 'seconds' : 'date',
	};
}

function editOf(words: Words): 'add' | 'change' | 'remove' {
	for (const change of ['add', 'change', 'remove'] as const) if (words.flags.has(change)) return change;
	throw new FaultSyntaxError('"edit" needs add, change or remove: edit:remove');
}

function momentOf(words: Words): 'after' | 'before' | 'midway' {
	if (words.flags.has('midway')) return 'midway';
	return words.flags.has('after') ? 'after' : 'before';
}

function actionOf(words: Words): FaultAction {
	if (/^[345]\d\d$/.test(words.kind)) return statusFault(words);
	switch (words.kind) {
		case 'latency': {
			const milliseconds = words.numbers.shift();
			if (milliseconds === undefined) throw new FaultSyntaxError('"latency" needs milliseconds: latency:200');
			return { kind: 'latency', milliseconds };
		}
		case 'drop':
			return { kind: 'drop', moment: momentOf(words) };
		case 'silence':
			return { kind: 'silence', moment: words.flags.has('after') ? 'after' : 'before' };
		case 'edit':
			return { kind: 'edit', change: editOf(words) };
		case 'slow-export':
			return { kind: 'slow-export', polls: wholeNumber(words, 'polls') ?? 5 };
		case 'cut-json':
		case 'login-page':
		case 'error-200':
		case 'redirect':
		case 'failed-export':
		case 'endless-export':
		case 'repeat-page':
		case 'reorder':
			return { kind: words.kind };
		default:
			throw new FaultSyntaxError(`There is no fault "${words.kind}"; sandbox/README.md lists them`);
	}
}

function conditionOf(where: string | undefined, words: Words): FaultCondition {
	const condition: FaultCondition = {};
	const nth = wholeNumber(words, 'nth');
	if (nth !== undefined) condition.nth = nth;
	if (words.settings.get('port') === 'storage') condition.port = 'storage';
	if (where === undefined) return condition;
	if (isEndpointName(where)) return { ...condition, endpoint: where };
	const [first = '', second] = where.split(' ', 2);
	if (second !== undefined) return { ...condition, method: first, path: second };
	if (first.startsWith('/')) return { ...condition, path: first };
	throw new FaultSyntaxError(`"${where}" is neither an endpoint nor a path; write listBatches, or "GET /batches"`);
}

/** Throws FaultSyntaxError with words for the person who typed it. */
export function parseFault(text: string): Fault {
	const at = text.indexOf('@');
	const words = readWords(at === -1 ? text : text.slice(0, at));
	const action = actionOf(words);
	const fault: Fault = { when: conditionOf(at === -1 ? undefined : text.slice(at + 1), words), do: action };
	const times = wholeNumber(words, 'times') ?? words.numbers.shift();
	return times === undefined ? fault : { ...fault, times };
}

const kindOnly = (
	kind: 'cut-json' | 'endless-export' | 'error-200' | 'failed-export' | 'login-page' | 'reorder' | 'repeat-page',
) => z.object({ kind: z.literal(kind) }).strict();

const faultAction = z.union([
	z.object({ kind: z.literal('latency'), milliseconds: z.number().nonnegative() }).strict(),
	z
		.object({
			kind: z.literal('status'),
			status: z.number().int().min(300).max(599),
			moment: z.enum(['after', 'before']).optional(),
			retryAfterSeconds: z.number().int().nonnegative().optional(),
			retryAfterAs: z.enum(['date', 'seconds']).optional(),
		})
		.strict(),
	z.object({ kind: z.literal('drop'), moment: z.enum(['after', 'before', 'midway']).optional() }).strict(),
	z.object({ kind: z.literal('silence'), moment: z.enum(['after', 'before']).optional() }).strict(),
	z
		.object({
			kind: z.literal('redirect'),
			status: z.union([z.literal(301), z.literal(302), z.literal(303), z.literal(307), z.literal(308)]).optional(),
		})
		.strict(),
	z.object({ kind: z.literal('slow-export'), polls: z.number().int().positive() }).strict(),
	z.object({ kind: z.literal('edit'), change: z.enum(['add', 'change', 'remove']) }).strict(),
	kindOnly('cut-json'),
	kindOnly('login-page'),
	kindOnly('error-200'),
	kindOnly('failed-export'),
	kindOnly('endless-export'),
	kindOnly('repeat-page'),
	kindOnly('reorder'),
]);

const faultObject = z
	.object({
		when: z
			.object({
				method: z.string().optional(),
				path: z.string().optional(),
				endpoint: z.string().refine(isEndpointName, 'is not an endpoint').optional(),
				port: z.enum(['service', 'storage']).optional(),
				nth: z.number().int().positive().optional(),
			})
			.strict()
			.optional(),
		times: z.number().int().positive().optional(),
		do: faultAction,
	})
	.strict();

/** A fault as a control call sends it: the text form in quotes, `{"fault": "…"}`, or the object form. */
export function readFault(body: unknown): Fault {
	const text = z
		.union([
			z.string(),
			z
				.object({ fault: z.string() })
				.strict()
				.transform(({ fault }) => fault),
		])
		.safeParse(body);
	if (text.success) return parseFault(text.data);
	const parsed = faultObject.safeParse(body);
	if (!parsed.success) throw new FaultSyntaxError(parsed.error.issues.map((issue) => issue.message).join('; '));
	return parsed.data;
}
