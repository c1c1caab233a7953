import type { INodeProperties } from 'n8n-workflow';

import { Fault } from '../../nodes/shared/fault';
import type { AnyField, Form } from '../../nodes/shared/form';
import { answersOf, answersWithin } from '../../nodes/shared/form/answers';
import { stepFunctions } from '../support/formContext';
import { subjects } from './subjects';
import type { Subject } from './subjects';

/** Choices that say what the field below them means, although they decide about no field. */
const saysWhatIsBelow = new Set(['containersBy', 'fieldOf']);

/** How much of each record comes back is asked last, just above the options. */
const howMuchComesBack = new Set(['output', 'rawData', 'selectedFields', 'simplify']);

type Conditions = Readonly<Record<string, unknown[] | undefined>>;

const conditionsOf = ({ displayOptions }: INodeProperties): Conditions => ({ ...displayOptions?.show });

/** What a person gets to see of a step, whatever its choices are, in order. */
const shownTo = ({ node, fixed }: Subject): INodeProperties[] =>
	node.description.properties.filter((each) => {
		const conditions: Conditions = { '@tool': [false], ...conditionsOf(each) };
		const wanted = { ...fixed, '@tool': false };
		return (
			each.type !== 'hidden' &&
			each.type !== 'notice' &&
			Object.keys(fixed).every((key) => key in conditions) &&
			Object.entries(wanted).every(([key, value]) => conditions[key]?.includes(value))
		);
	});

const goTogether = (one: INodeProperties, other: INodeProperties): boolean => {
	const others = conditionsOf(other);
	return Object.entries(conditionsOf(one)).every(
		([key, values = []]) => !others[key] || values.some((value) => others[key]?.includes(value)),
	);
};

const topsOf = (form: Form): AnyField[] =>
	Object.values(form).flatMap((field): AnyField[] => {
		if (field.deciding && field.branches)
			return [field.deciding, ...Object.values(field.branches).flatMap((branch) => topsOf(branch))];
		return field.kind === 'together' ? (field.parts ?? []).flatMap((part) => topsOf({ part })) : [field];
	});

/** Names of the fields that somebody must fill in: what they hold when they come is refused. */
function toFillIn({ node, fixed, form }: Subject): Set<string> {
	const answers = answersOf(stepFunctions(node, fixed), () => undefined)(0, {});
	const refusesItsDefault = (field: AnyField) => {
		const held = field.declarations.find(({ name, type }) => name === field.name && type !== 'notice')?.default;
		try {
			field.read(answersWithin(answers, { [field.name]: held }));
			return false;
		} catch (thrown) {
			if (thrown instanceof Fault) return true;
			throw thrown;
		}
	};
	return new Set(
		topsOf(form)
			.filter((field) => refusesItsDefault(field))
			.map(({ name }) => name),
	);
}

/** Fields that must be filled in, below one that may be left alone. */
function misplaced(shown: readonly INodeProperties[], needed: ReadonlySet<string>): string[] {
	const isNeeded = ({ name, required }: INodeProperties) => required === true || needed.has(name);
	const decides = ({ name }: INodeProperties) =>
		saysWhatIsBelow.has(name) || shown.some((each) => name in conditionsOf(each));
	return shown.flatMap((each, at) => {
		if (!isNeeded(each)) return [];
		// What hangs on a choice is asked below it, wherever that is.
		const itsChoice = shown.findLastIndex(({ name }) => name in conditionsOf(each));
		const above = shown
			.slice(itsChoice + 1, at)
			.filter((other) => !isNeeded(other) && !decides(other) && goTogether(each, other))
			.map(({ displayName }) => displayName);
		return above.length > 0 ? [`${each.displayName} is below ${above.join(', ')}`] : [];
	});
}

/** What stands below the options, or between them and the additional fields. */
function belowTheLast(shown: readonly INodeProperties[]): string[] {
	const below = (name: string, isAllowed: (field: INodeProperties) => boolean) => {
		const last = shown.find((each) => each.name === name);
		if (!last) return [];
		return shown
			.slice(shown.indexOf(last) + 1)
			.filter((each) => goTogether(each, last) && !isAllowed(each))
			.map(({ displayName }) => `${displayName} is below ${last.displayName}`);
	};
	return [
		...below('options', () => false),
		...below('additionalFields', ({ name }) => name === 'options' || howMuchComesBack.has(name)),
	];
}

describe('what a form asks, from top to bottom', () => {
	it.each(subjects.map((subject) => [subject.name, subject] as const))(
		'begins with what must be filled in, and ends with the options: %s',
		(_name, subject) => {
			const shown = shownTo(subject);
			expect(shown.length).toBeGreaterThanOrEqual(Object.keys(subject.form).length > 0 ? 1 : 0);
			expect([...misplaced(shown, toFillIn(subject)), ...belowTheLast(shown)]).toEqual([]);
		},
	);

	const field = (name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
		displayName: name,
		name,
		type: 'string',
		default: '',
		...more,
	});
	const shownFor = (...values: string[]) => ({ displayOptions: { show: { by: values } } });

	it.each<[string, INodeProperties[], string[]]>([
		['one that is marked', [field('a'), field('b', { required: true })], ['b is below a']],
		['one that refuses to be empty', [field('a'), field('needed')], ['needed is below a']],
		[
			'one of the same branch',
			[field('by'), field('a', shownFor('x')), field('needed', shownFor('x', 'y'))],
			['needed is below a'],
		],
		['none of another branch', [field('by'), field('a', shownFor('x')), field('needed', shownFor('y'))], []],
		[
			'none right below a choice of its own',
			[field('a'), field('by'), field('needed', shownFor('x')), field('b', shownFor('x'))],
			[],
		],
		['none below the choice that decides', [field('by'), field('a', { ...shownFor('x'), required: true })], []],
	])('is found out of its order: %s', (_name, shown, expected) => {
		expect(misplaced(shown, new Set(['needed']))).toEqual(expected);
	});

	it('is found below the options', () => {
		expect(belowTheLast([field('options'), field('a')])).toEqual(['a is below options']);
		expect(belowTheLast([field('additionalFields'), field('a'), field('simplify'), field('options')])).toEqual([
			'a is below additionalFields',
		]);
	});
});
