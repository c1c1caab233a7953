import type { INodePropertyOptions } from 'n8n-workflow';

import { Fault } from '../../nodes/shared/fault';
import type { AnyField } from '../../nodes/shared/form';
import { answersOf } from '../../nodes/shared/form/answers';
import type { Answers } from '../../nodes/shared/form/answers';
import { readForm } from '../../nodes/shared/form/field';
import { choicesOf } from '../package/parameters';
import { stepFunctions } from '../support/formContext';
import { present } from '../support/present';
import { beside, bounded, byHand, exceptions, takesNothing } from './exceptions';
import { fillOf, locatorOf } from './fill';
import { subjects } from './subjects';
import type { Subject } from './subjects';
import { expectedOf, odd } from './values';
import type { Expected, Odd } from './values';
import { declarationOf, leaves, parametersWith } from './walk';
import type { Leaf, Parameters } from './walk';

/** One way to fill in a leaf: what n8n stores, where the value is `{{ $json.x }}`; and what is expected of each value. */
interface Way {
	name: string;
	store: (value: unknown) => unknown;
	/** Of the odd values; undefined where another way tries them. */
	expected: Expected | undefined;
	/** What stands in the fields beside it, where its value asks for something of theirs. */
	beside?: Readonly<Record<string, unknown>>;
	/** Where the field decides about others: the branch that its values lead to. */
	decided?: string;
	/** More values than the odd ones. */
	more: Array<{ name: string; value: unknown; as: unknown }>;
}

const expression = '={{ $json.x }}';

function labelsOf(choices: readonly INodePropertyOptions[], wrap: (value: unknown) => unknown) {
	return choices.flatMap(({ name, value }) => [
		{ name: `value ${String(value)}`, value, as: wrap(value) },
		{ name: `label ${name}`, value: name, as: wrap(value) },
		{ name: `label ${name} in upper case`, value: name.toUpperCase(), as: wrap(value) },
		{ name: `label ${name} with blanks`, value: ` ${name} `, as: wrap(value) },
	]);
}

const same = (value: unknown) => value;

function waysOf(subject: string, { field, around }: Leaf): Way[] {
	const branch = around.find((each) => each.branch !== undefined)?.branch;
	const declaration = declarationOf(field);
	const own = exceptions(subject, field.name, branch);
	const table =
		own ?? present(expectedOf[field.kind] ?? (isLocator(field) ? {} : undefined), `A table for ${field.kind}`);
	if (isLocator(field)) {
		const modes = present(declaration.modes).map(({ name }) => name);
		return modes.map((mode) => ({
			name: `mode ${mode}`,
			store: (value) => locatorOf(mode, value),
			expected: locatorTable(field, mode),
			more: [],
		}));
	}
	const choices = choicesOf(declaration);
	if (field.kind === 'choice')
		return choices.map((each, at) => ({
			name: '',
			store: same,
			expected: at === 0 ? table : undefined,
			beside: beside(subject, String(each.value)),
			decided: String(each.value),
			more: labelsOf([each], same),
		}));
	if (field.kind === 'exactChoice') {
		const more = choices.map(({ value }) => ({ name: `value ${String(value)}`, value, as: value }));
		return [{ name: '', store: same, expected: table, more }];
	}
	if (own === undefined) return [{ name: '', store: same, expected: bounded(declaration, table), more: [] }];
	const usual = byHand(subject, field.name, branch);
	const mayBeNothing = field.kind === 'optionalText' && takesNothing(subject, field.name, branch);
	const optional = mayBeNothing ? nothingOf(present(expectedOf.optionalText)) : {};
	const more = usual === undefined ? [] : [{ name: 'as it is', value: usual, as: usual }];
	return [{ name: '', store: same, expected: bounded(declaration, { ...own, ...optional }), more }];
}

const isLocator = ({ kind }: AnyField) => kind.toLowerCase().includes('locator');

/** Which modes give IDs is known by their names; a list gives IDs, but for what is known by its name alone. */
function locatorTable(field: AnyField, mode: string): Expected {
	const declaration = declarationOf(field);
	const givesIds = mode === 'id' || (mode === 'list' && (declaration.modes ?? []).some(({ name }) => name === 'id'));
	const table = mode === 'cas' ? {} : present(expectedOf[givesIds ? 'id' : 'text']);
	if (field.kind === 'locator') return table;
	return { ...table, empty: { as: '' } };
}

const nothingOf = ({ nothing, empty, blank, null: none }: Expected): Expected => ({
	nothing,
	empty,
	blank,
	null: none,
});

type Read = { values: unknown } | { refused: string; description: string };

/** What counts where it is needed, see `whereNeeded`, is asked for here. @throws Fault */
function askedFor(value: unknown): unknown {
	if (typeof value === 'function') return askedFor(value());
	if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
	return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, askedFor(part)]));
}

function readIn(
	{ node, fixed, form }: Subject,
	parameters: Parameters,
	items: ReadonlyArray<Record<string, unknown>>,
): Read[] {
	const functions = stepFunctions(node, { authentication: 'apiToken', ...fixed, ...parameters }, items);
	return items.map((_item, itemIndex) => {
		const answers: Answers = answersOf(functions, () => undefined)(itemIndex, {});
		try {
			return { values: askedFor(readForm(form, answers)) };
		} catch (thrown) {
			if (!(thrown instanceof Fault)) throw thrown;
			return { refused: thrown.message, description: thrown.description ?? '' };
		}
	});
}

interface Counted {
	fields: number;
	values: number;
	accepted: number;
	refused: number;
}

function judge(subject: Subject, leaf: Leaf, counted: Counted): string[] {
	const wrong: string[] = [];
	/** Of the field itself, or of the list that it is in. */
	const labels = [leaf.field, ...leaf.around.map((each) => each.in).filter(({ kind }) => kind === 'list')].map(
		(each) => `'${declarationOf(each).displayName}`,
	);
	const handRead = new Map<string, Read>();
	const readByHand = (way: Way, value: unknown): Read => {
		const key = `${way.name} ${JSON.stringify([value, way.beside, way.decided])}`;
		const known =
			handRead.get(key) ??
			present(
				readIn(
					subject,
					parametersWith(subject.form, leaf, way.store(value), fillOf(subject, way.beside), way.decided),
					[{}],
				)[0],
			);
		handRead.set(key, known);
		return known;
	};
	for (const way of waysOf(subject.name, leaf)) {
		const tried = [
			...(way.expected ? (Object.keys(odd) as Odd[]) : []).map((name) => ({
				name: String(name),
				value: odd[name] as unknown,
				expected: way.expected?.[name],
			})),
			...way.more.map(({ name, value, as }) => ({ name, value, expected: { as } })),
		];
		const reads = readIn(
			subject,
			parametersWith(subject.form, leaf, way.store(expression), fillOf(subject, way.beside), way.decided),
			tried.map(({ value }) => ({ x: value })),
		);
		for (const [at, { name, expected }] of tried.entries()) {
			const read = present(reads[at]);
			const place = `${subject.name}: ${leaf.path} ${way.name} ${name}`;
			counted.values += 1;
			if (!expected) {
				counted.refused += 1;
				if ('values' in read) wrong.push(`${place} was taken: ${JSON.stringify(read.values)}`);
				else if (!labels.some((label) => read.refused.startsWith(label)))
					wrong.push(`${place} was refused for another field: ${read.refused}`);
				continue;
			}
			counted.accepted += 1;
			const hand = readByHand(way, expected.as);
			if ('refused' in hand)
				wrong.push(`${place}: by hand ${JSON.stringify(expected.as)} is refused: ${hand.refused} ${hand.description}`);
			else if ('refused' in read) wrong.push(`${place} was refused: ${read.refused} ${read.description}`);
			else if (JSON.stringify(read.values) !== JSON.stringify(hand.values))
				wrong.push(`${place} gives ${JSON.stringify(read.values)}, by hand ${JSON.stringify(hand.values)}`);
		}
	}
	counted.fields += 1;
	return wrong;
}

describe('every field of every operation and event', () => {
	const counted: Counted = { fields: 0, values: 0, accepted: 0, refused: 0 };

	it.each(
		subjects.filter(({ form }) => Object.keys(form).length > 0).map((subject) => [subject.name, subject] as const),
	)('takes what fits, and refuses the rest: %s', (_name, subject) => {
		const judged = leaves(subject.form).filter(({ field }) => !outOfTable.has(field.kind));
		expect(judged.flatMap((leaf) => judge(subject, leaf, counted))).toEqual([]);
	});

	afterAll(() => {
		const { fields, values, accepted, refused } = counted;
		process.stderr.write(`${fields} fields, ${values} values: ${accepted} accepted, ${refused} refused\n`);
	});
});

/** What another answer decides, what n8n itself fills, and what is tested by itself below. */
const outOfTable = new Set(['allowance', 'binary', 'cell', 'collection', 'list', 'listed', 'mapper', 'variants']);
