import '../../support/waits';

import { DateTime } from 'luxon';
import type { IDataObject, IExecuteFunctions, NodeParameterValueType } from 'n8n-workflow';

import { answersOf } from '../../../nodes/shared/form/answers';
import { plainReader } from '../../../nodes/shared/form/plainAnswer';
import { onPublicServer } from '../../support/cdd';
import { runNode } from '../../support/engine';
import { mapped } from '../../support/mapped';
import { probeNode } from '../../support/probe';

/** An answer, or the words in which it is refused. */
const attempted = (read: () => unknown): unknown => {
	try {
		return { answer: read() };
	} catch (thrown) {
		return { refused: thrown instanceof Error ? thrown.message : thrown };
	}
};

interface Reading {
	expression: unknown;
	item: IDataObject;
	ours: unknown;
	n8ns: unknown;
	/** Whether n8n evaluated it for us. */
	leftToN8n: boolean;
}

/** How parameters are read for each item, by us and by n8n itself, on the real engine. */
async function readings(given: NodeParameterValueType[], items: IDataObject[], asTool = false): Promise<Reading[]> {
	const seen: Reading[] = [];
	const nameOf = (place: number) => `given${place}`;
	const read = (functions: IExecuteFunctions, name: string, index: number) => {
		let leftToN8n = false;
		const watched: IExecuteFunctions = Object.create(functions, {
			getNodeParameter: {
				value(...[parameter, item, fallback, options]: Parameters<IExecuteFunctions['getNodeParameter']>): unknown {
					if (options?.rawExpressions !== true) leftToN8n = true;
					return functions.getNodeParameter(parameter, item, fallback, options);
				},
			},
		});
		const ours = attempted(() => answersOf(watched, () => undefined)(index, {}).get(name));
		return { ours, n8ns: attempted(() => functions.getNodeParameter(name, index)), leftToN8n };
	};
	const node = probeNode(
		async (functions) => {
			for (const [place, expression] of given.entries())
				for (const [index, item] of items.entries())
					seen.push({ expression, item, ...read(functions, nameOf(place), index) });
			return [[]];
		},
		given.map((_expression, place) => ({
			displayName: 'Given',
			name: nameOf(place),
			type: 'string',
			default: '',
		})),
	);
	const parameters = Object.fromEntries(given.map((expression, place) => [nameOf(place), expression]));
	const { error } = await runNode(onPublicServer(node), items, parameters, { asTool });
	expect(error).toBeUndefined();
	return seen;
}

const values: unknown[] = [
	'text',
	'',
	' padded ',
	'={{ 1 + 1 }}',
	'{{ $json.other }}',
	'="quoted"',
	'007',
	'größe 5 µl',
	'\ud800 alone',
	'a\r\nb\u0000c',
	'2026-11-27T10:00:00.000+01:00',
	0,
	-0,
	1.1,
	1e21,
	Number.NaN,
	Number.POSITIVE_INFINITY,
	true,
	false,
	null,
	undefined,
	[],
	['a', 1],
	{ inner: 'deep' },
	{ inner: { inner: 'deeper' } },
	new Date(0),
	DateTime.fromISO('2026-11-27T10:00:00Z', { zone: 'utc' }),
];

const names = [
	'a',
	'id',
	'Lot No',
	'größe',
	'$x',
	'_',
	'0',
	'a.b',
	"it's",
	'say "so"',
	'a]b',
	'a}}b',
	'a{{b',
	'back\\slash',
	'line\nbreak',
	'line\rbreak',
	'line\u2028break',
	'$',
	'globalThis',
	'length',
	'toString',
	'hasOwnProperty',
	'isEmpty',
	'isProxy',
	'toJSON',
	'binding',
	'arguments',
	'constructor',
	'my.constructor',
	'__proto__',
	'prototype',
];

const inBrackets = (name: string) => [`[${JSON.stringify(name)}]`, `['${name}']`, `["${name}"]`, `[\`${name}\`]`];
const asWritten = (name: string) => [...inBrackets(name), `.${name}`, `?.${name}`];

const shapes: Array<(field: string) => string> = [
	(field) => `={{ $json${field} }}`,
	(field) => `={{$json${field}}}`,
	(field) => `={{\n\t$json${field}\n}}`,
	(field) => `={{ $json${field}.inner }}`,
	(field) => `={{ $json${field}['inner']["inner"] }}`,
	(field) => `={{ $json${field}.length }}`,
	(field) => `={{ $json${field}; }}`,
	(field) => `={{ $json${field} }} `,
	(field) => `= {{ $json${field} }}`,
	(field) => `=No. {{ $json${field} }}`,
	(field) => `={{ $json${field} }}{{ $json${field} }}`,
	(field) => `={{ $json ${field} }}`,
	(field) => `={{ $json${field} // why }}`,
	(field) => `={{ $json${field} + 1 }}`,
	(field) => `={{ $JSON${field} }}`,
	(field) => `=$json${field}`,
	(field) => `{{ $json${field} }}`,
];

/** Each way to write the field as an expression of its own, and two of them in all that may stand around it. */
const expressionsOf = (name: string) => [
	...new Set([
		...asWritten(name).flatMap((field) => shapes.slice(0, 4).map((shape) => shape(field))),
		...[`[${JSON.stringify(name)}]`, `.${name}`].flatMap((field) => shapes.map((shape) => shape(field))),
	]),
];

const itemsWith = (name: string): IDataObject[] =>
	values.map(
		(value) =>
			Object.fromEntries([
				[name, value],
				['other', 'another'],
			]) as IDataObject,
	);

/** The declarations of own fields are not kept with each item. */
const asKept = (read: unknown): unknown => {
	if (typeof read !== 'object' || read === null || !('answer' in read)) return read;
	const { answer } = read;
	if (typeof answer !== 'object' || answer === null || !('schema' in answer)) return read;
	return { answer: Object.fromEntries(Object.entries(answer).filter(([key]) => key !== 'schema')) };
};

const asN8nReadsIt = (seen: readonly Reading[]) =>
	expect(seen.map(({ expression, item, ours }) => ({ expression, item, read: ours }))).toEqual(
		seen.map(({ expression, item, n8ns }) => ({ expression, item, read: asKept(n8ns) })),
	);

describe('a parameter that names a field of the item', () => {
	it.each(names)('is read as n8n reads it: %j', async (name) => {
		asN8nReadsIt(await readings(expressionsOf(name), [...itemsWith(name), {}]));
	});
});

const item = { id: 7, 'Lot No': 'L-1', place: { box: 'Box 1', position: 3 }, tags: ['a'], none: null };

const locator = { __rl: true, mode: 'id', value: '={{ $json.id }}' };

describe('what is filled in', () => {
	it.each<[string, NodeParameterValueType]>([
		['a text', 'as it is'],
		['an empty text', ''],
		['a number', 5],
		['a switch', false],
		['nothing', null],
		['a field', '={{ $json.id }}'],
		['a field with a blank in its name', '={{ $json["Lot No"] }}'],
		['a field within a field', "={{ $json.place['box'] }}"],
		['an entry of a list', locator],
		['a collection', { comments: '={{ $json["Lot No"] }}', size: 5 }],
		['rows of a form', { event: [{ debit: '={{ $json.place.position }}' }, { credit: '1' }] }],
		['a list', ['a', '={{ $json.id }}']],
		['own fields', { ...mapped({ Purity: '={{ $json.id }}' }) }],
	])('is not evaluated by n8n, and is the same: %s', async (_what, given) => {
		const seen = await readings([given], [item]);
		expect(seen.map(({ leftToN8n }) => leftToN8n)).toEqual([false]);
		asN8nReadsIt(seen);
	});

	it.each<[string, NodeParameterValueType]>([
		['a calculation', '={{ $json.id + 1 }}'],
		['a text around a field', '=No. {{ $json.id }}'],
		['a field of another step', "={{ $('Start').item.json.id }}"],
		['a field that is not there', '={{ $json.unknown }}'],
		['an empty field', '={{ $json.none }}'],
		['a list of the item', '={{ $json.tags }}'],
		['a record of the item', '={{ $json.place }}'],
		['an entry of a list whose name is calculated', { ...locator, cachedResultName: '={{ 1 + 1 }}' }],
		['own fields of which one is calculated', mapped({ Purity: '={{ $json.id }}', Note: '={{ $now.toISO() && 1 }}' })],
	])('is evaluated by n8n: %s', async (_what, given) => {
		const seen = await readings([given], [item]);
		expect(seen.map(({ leftToN8n }) => leftToN8n)).toEqual([true]);
		asN8nReadsIt(seen);
	});

	it('is evaluated by n8n where an agent may have filled it in', async () => {
		const seen = await readings(['={{ $json.id }}'], [item], true);
		expect(seen.map(({ leftToN8n }) => leftToN8n)).toEqual([true]);
		asN8nReadsIt(seen);
	});

	it.each(['toString', 'valueOf', 'hasOwnProperty'])(
		"is evaluated by n8n where every object has something of this name, which n8n's engine in an isolate finds first: %s",
		(name) => {
			expect(plainReader(`={{ $json.${name} }}`)({ [name]: 'text' })).toBeUndefined();
			expect(plainReader(`={{ $json.a.${name} }}`)({ a: { [name]: 'text' } })).toBeUndefined();
		},
	);

	it('is a copy, so that no item changes the form of another', () => {
		const parameter = { tags: ['a'] };
		const read = plainReader(parameter);
		const first = read(item);
		parameter.tags.push('b');
		expect(first).toEqual({ answer: { tags: ['a'] } });
		expect(read(item)?.answer).toEqual(first?.answer);
		expect(read(item)?.answer).not.toBe(first?.answer);
	});
});
