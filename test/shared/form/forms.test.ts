import { DateTime } from 'luxon';
import type { INodeProperties } from 'n8n-workflow';

import { Fault } from '../../../nodes/shared/fault';
import {
	binary,
	choice,
	collection,
	day,
	exactText,
	flag,
	json,
	limit,
	list,
	listed,
	locator,
	mappedValues,
	mapper,
	number,
	onceConnected,
	optionalDay,
	optionalLocator,
	optionalText,
	switched,
	text,
	variants,
	wholeNumber,
} from '../../../nodes/shared/form';
import type { Form, Values } from '../../../nodes/shared/form';
import { answersOf } from '../../../nodes/shared/form/answers';
import { declarationsOf, readForm } from '../../../nodes/shared/form/field';
import { authenticationField } from '../../../nodes/shared/form/onceConnected';
import { stepFunctions } from '../../support/formContext';
import { present } from '../../support/present';
import { probeNode } from '../../support/probe';

interface Given {
	json?: Record<string, unknown>;
	zone?: string;
	hints?: string[];
}

/** Reads a form as n8n hands it to a step. */
function read<F extends Form>(
	form: F,
	parameters: Record<string, unknown>,
	{ json = {}, zone, hints }: Given = {},
): Values<F> {
	const node = probeNode(async () => [[]], [authenticationField, ...declarationsOf(form)]);
	const functions = stepFunctions(node, parameters, [json], zone);
	return readForm(form, answersOf(functions, (message) => hints?.push(message))(0, {}));
}

function refusal(work: () => unknown): Fault {
	try {
		work();
	} catch (thrown) {
		if (thrown instanceof Fault) return thrown;
		throw thrown;
	}
	throw new Error('nothing was refused');
}

const aText = text({ displayName: 'Name', name: 'name', type: 'string', default: '' });
const aNote = optionalText({ displayName: 'Note', name: 'note', type: 'string', default: '' });
const aCount = wholeNumber({ displayName: 'Count', name: 'count', type: 'number', default: 1 }, { least: 1, most: 9 });
const aSwitch = flag({ displayName: 'Sealed', name: 'sealed', type: 'boolean', default: false });
const aChoice = choice({
	displayName: 'State',
	name: 'state',
	type: 'options',
	options: [
		{ name: 'As It Is', value: 'raw' },
		{ name: 'Raw', value: 'cooked' },
	],
	default: 'raw',
});

const expression = '={{ $json.x }}';
const nowhere = '={{ $json.nowhere }}';

describe('a field', () => {
	it('has its default where nobody filled it in', () => {
		expect(read({ aNote, aCount, aSwitch, aChoice }, {})).toEqual({
			aNote: undefined,
			aCount: 1,
			aSwitch: false,
			aChoice: 'raw',
		});
	});

	it('is read for each item by its own expression', () => {
		expect(read({ aText }, { name: expression }, { json: { x: 'Acetone' } })).toEqual({ aText: 'Acetone' });
	});

	it('keeps the blanks of a text where they count', () => {
		const secret = exactText({ displayName: 'Password', name: 'password', type: 'string', default: '' });
		expect(read({ secret }, { password: ' a b ' })).toEqual({ secret: ' a b ' });
		expect(read({ secret }, { password: expression }, { json: { x: 12345678 } })).toEqual({ secret: '12345678' });
	});
});

describe('a choice', () => {
	it('is its value before it is the label of another', () => {
		expect(read({ aChoice }, { state: expression }, { json: { x: 'raw' } })).toEqual({ aChoice: 'raw' });
		expect(read({ aChoice }, { state: expression }, { json: { x: 'Raw' } })).toEqual({ aChoice: 'cooked' });
	});

	it('names what can be chosen where it is none of that', () => {
		const { message, description } = refusal(() => read({ aChoice }, { state: expression }, { json: { x: 'boiled' } }));
		expect(message).toBe("'State' is not one of the choices");
		expect(description).toBe('It is "boiled". Choose one of "As It Is", "Raw".');
		expect(refusal(() => read({ aChoice }, { state: nowhere })).message).toBe("'State' is empty");
	});
});

describe('a number', () => {
	const size = number({ displayName: 'Size', name: 'size', type: 'number', default: 1 }, { above: 0 });

	it.each([
		[0, "'Size' is not above 0"],
		[-1, "'Size' is not above 0"],
	])('outside its bounds is refused: %p', (x, message) => {
		expect(refusal(() => read({ size }, { size: expression }, { json: { x } })).message).toBe(message);
	});

	it.each([0, 10, 2.5])('that must be whole is refused outside its range: %p', (x) => {
		const { message, description } = refusal(() => read({ aCount }, { count: expression }, { json: { x } }));
		expect(message).toBe("'Count' is not a whole number in the allowed range");
		expect(description).toContain('from 1 to 9');
	});
});

describe('a day', () => {
	const declared = { displayName: 'Due', name: 'due', type: 'dateTime' as const, default: '' };

	it.each([
		['given', day(declared)],
		['left out or given', optionalDay(declared)],
	])('is the one that is written, with a hint where the zone of the workflow has another one (%s)', (_how, due) => {
		const hints: string[] = [];
		const given = (x: unknown) =>
			read({ due }, { due: expression }, { json: { x }, zone: 'America/New_York', hints }).due;
		expect([given('2026-11-30'), given('2026-11-30T00:00:00')]).toEqual(['2026-11-30', '2026-11-30']);
		expect(hints).toEqual([]);
		expect([given('2026-11-30T00:00:00Z'), given(new Date('2026-11-30T00:00:00Z'))]).toEqual([
			'2026-11-30',
			'2026-11-30',
		]);
		expect(hints).toEqual([
			expect.stringContaining("'Due' was read as the day that is written, 2026-11-30"),
			expect.stringContaining('that moment is on 2026-11-29'),
		]);
	});
});

describe('JSON', () => {
	const data = json({ displayName: 'Data', name: 'data', type: 'json', default: '{}' });

	it.each([7, true, '7', '"a"', new Date(), DateTime.now()])('refuses what is no object: %p', (x) => {
		expect(refusal(() => read({ data }, { data: expression }, { json: { x } })).message).toMatch(/^'Data' is not /);
	});
});

describe('a collection', () => {
	const more = collection(
		{ displayName: 'More', name: 'more', type: 'collection', default: {} },
		{ count: aCount, note: aNote },
	);

	it('gives the fields that were added', () => {
		expect(read({ more }, {})).toEqual({ more: {} });
		expect(read({ more }, { more: { count: '3' } })).toEqual({ more: { count: 3 } });
	});

	it('tells a field without a value from one that was left out', () => {
		expect(refusal(() => read({ more }, { more: { count: nowhere } })).message).toBe("'Count' is empty");
		expect(read({ more }, { more: { note: nowhere } })).toEqual({ more: { note: undefined } });
	});
});

describe('a list', () => {
	const rows = list(
		{ displayName: 'Rows', name: 'rows', type: 'fixedCollection', default: {}, typeOptions: { multipleValues: true } },
		{ displayName: 'Row', name: 'row' },
		{ name: aText, count: aCount },
	);

	it('gives its entries, with defaults for what they leave out', () => {
		expect(read({ rows }, {})).toEqual({ rows: [] });
		const entries = { row: [{ name: 'a', count: 2 }, { name: 'b' }] };
		const filled = [
			{ name: 'a', count: 2 },
			{ name: 'b', count: 1 },
		];
		expect(read({ rows }, { rows: entries })).toEqual({ rows: filled });
	});

	it('refuses an entry that does not fit', () => {
		expect(refusal(() => read({ rows }, { rows: { row: [{ name: nowhere }] } })).message).toBe("'Name' is empty");
	});
});

describe('a locator', () => {
	const declared = {
		displayName: 'Shelf',
		name: 'shelf',
		type: 'resourceLocator' as const,
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list' as const,
				typeOptions: { searchListMethod: 'searchShelves' },
			},
			{ displayName: 'By Name', name: 'name', type: 'string' as const },
			{ displayName: 'By ID', name: 'id', type: 'string' as const },
		],
	};
	const modes = { list: 'id', name: 'name', id: 'id' } as const;
	const shelf = locator(declared, modes);
	const given = (mode: string, value: unknown, x?: unknown) =>
		read({ shelf }, { shelf: { __rl: true, mode, value } }, { json: { x } }).shelf;

	it('is what its mode says, digits or not', () => {
		expect(given('list', 214)).toEqual({ by: 'id', id: 214 });
		expect(given('id', expression, '214')).toEqual({ by: 'id', id: 214 });
		expect(given('name', expression, 214)).toEqual({ by: 'name', text: '214' });
		expect(given('name', ' Shelf 2 ')).toEqual({ by: 'name', text: 'Shelf 2' });
		const refused = refusal(() => given('id', 'Shelf 2'));
		expect(refused.message).toBe("'Shelf' is not an ID");
		expect(refused.description).toContain('It is "Shelf 2", and IDs are whole numbers such as 123. Choose By Name');
	});

	it('may name its mode by the label, and is refused where nobody knows the mode', () => {
		expect(given('By Name', '214')).toEqual({ by: 'name', text: '214' });
		expect(given('Name', '214')).toEqual({ by: 'name', text: '214' });
		for (const mode of ['path', 'constructor', ''])
			expect(refusal(() => given(mode, '214')).message).toBe("'Shelf' has a mode that is not known");
	});

	it('counts as an ID where an expression puts a bare value in its place', () => {
		expect(read({ shelf }, { shelf: expression }, { json: { x: 214 } }).shelf).toEqual({ by: 'id', id: 214 });
		const named = locator(declared, { list: 'name', name: 'name' });
		expect(read({ named }, { shelf: expression }, { json: { x: 'A' } }).named).toEqual({ by: 'name', text: 'A' });
	});

	it('is refused where it is empty, unless it may be', () => {
		expect(refusal(() => given('name', '')).message).toBe("'Shelf' is empty");
		const maybe = optionalLocator(declared, modes);
		const left = (value: unknown) => read({ maybe }, { shelf: { __rl: true, mode: 'name', value } }).maybe;
		expect(left('')).toBeUndefined();
		expect(refusal(() => left(nowhere)).message).toBe("'Shelf' is empty");
	});
});

describe('variants', () => {
	const both: INodeProperties & { type: 'string' } = {
		displayName: 'Which',
		name: 'which',
		type: 'string',
		default: '',
		required: true,
	};
	const way = variants(aChoice, {
		raw: {
			name: { ...aText, declarations: aText.declarations.map((each) => ({ ...each, required: true })) },
			which: text(both),
		},
		cooked: { count: aCount, which: optionalText(both) },
	});

	it('read the branch that was chosen, and nothing of the others', () => {
		expect(read({ way }, { state: 'raw', name: 'a', which: 'b' }).way).toEqual({
			chosen: 'raw',
			name: 'a',
			which: 'b',
		});
		expect(read({ way }, { state: expression, name: '', which: '' }, { json: { x: 'RAW ' } })).toEqual({
			way: { chosen: 'cooked', count: 1, which: undefined },
		});
	});

	it('refuse a choice that n8n does not know as such, and has dropped the fields of', () => {
		for (const state of ['Raw', 'COOKED', 'As it is'])
			expect(refusal(() => read({ way }, { state, name: 'a', count: 4 })).message).toBe(
				"'State' does not match the spelling in its list",
			);
	});

	const rows = list(
		{
			displayName: 'Rows',
			name: 'rows',
			type: 'fixedCollection',
			default: {},
			typeOptions: { multipleValues: true },
		},
		{ displayName: 'Row', name: 'row' },
		{ way },
	);
	const row = (values: Record<string, unknown>) => () => read({ rows }, { rows: { row: [values] } });

	it('within a list are read with the fields of their choice', () => {
		expect(row({ state: 'raw', name: 'a', which: 'b', count: 4 })()).toEqual({
			rows: [{ way: { chosen: 'raw', name: 'a', which: 'b' } }],
		});
		expect(row({ name: 'a', which: 'b' })()).toEqual(row({ state: 'raw', name: 'a', which: 'b' })());
	});

	it('within a list refuse what is filled in for another choice, where n8n has not dropped it', () => {
		const expression = '={{ $json.state }}';
		const given = (state: string, values: Record<string, unknown>) => () =>
			read({ rows }, { rows: { row: [{ state: expression, ...values }] } }, { json: { state } });
		expect(refusal(given('raw', { name: 'a', which: 'b', count: 4 })).message).toBe(
			"'Count' does not go with another field",
		);
		expect(refusal(given('cooked', { name: 'a' })).message).toBe("'Name' does not go with another field");
	});

	it('within a list refuse a choice that n8n does not know as such', () => {
		for (const state of ['Raw', 'COOKED', 'As it is'])
			expect(refusal(row({ state, name: 'a', count: 4 })).message).toBe(
				"'State' does not match the spelling in its list",
			);
	});

	it('show each field where it belongs in a list, and all of them in a collection, where n8n knows no conditions', () => {
		const more = collection({ displayName: 'More', name: 'more', type: 'collection', default: {} }, { way });
		const conditions = way.declarations.map(({ displayOptions }) => displayOptions);
		expect(conditions.filter(Boolean)).not.toEqual([]);
		expect(rows.declarations[0]?.options).toEqual([
			expect.objectContaining({
				values: conditions.map((displayOptions): unknown => expect.objectContaining({ displayOptions })),
			}),
		]);
		expect(more.declarations[0]?.options).toEqual(
			conditions.map((): unknown => expect.objectContaining({ displayOptions: undefined })),
		);
	});

	it('show each field where it belongs, those of one branch above what it shares, and require none that may be shown by an expression', () => {
		const shown = way.declarations.map(({ name, required, displayOptions }) => ({
			name,
			required,
			show: displayOptions?.show,
		}));
		expect(shown).toEqual([
			{ name: 'state', required: undefined, show: undefined },
			{ name: 'name', required: undefined, show: { state: ['raw'] } },
			{ name: 'count', required: undefined, show: { state: ['cooked'] } },
			{ name: 'which', required: true, show: undefined },
		]);
	});

	it('within variants ask for the outer choice first, which decides whether the inner one is shown', () => {
		const inner = switched(aSwitch, { on: { count: aCount } });
		const { declarations } = variants(aChoice, { raw: { inner }, cooked: {} });
		expect(declarations.map(({ name, displayOptions }) => [name, Object.keys(displayOptions?.show ?? {})])).toEqual([
			['state', []],
			['sealed', ['state']],
			['count', ['state', 'sealed']],
		]);
	});

	it('of a choice that cannot be an expression may require their fields', () => {
		const fixed = choice({
			...present(aChoice.declarations[0]),
			name: 'fixed',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'A', value: 'a' },
				{ name: 'B', value: 'b' },
			],
		});
		const { declarations } = variants(fixed, { a: { which: text(both) }, b: {} });
		expect(declarations[1]).toMatchObject({ required: true, displayOptions: { show: { fixed: ['a'] } } });
	});

	it('of a switch', () => {
		const sealing = switched(aSwitch, { on: { count: aCount }, off: { note: aNote } });
		expect(read({ sealing }, { sealed: expression, count: 4 }, { json: { x: 'true' } }).sealing).toEqual({
			on: true,
			count: 4,
		});
		expect(read({ sealing }, { note: 'x' }).sealing).toEqual({ on: false, note: 'x' });
		expect(sealing.declarations[1]?.displayOptions).toEqual({ show: { sealed: [true] } });
	});
});

describe('how many records to give', () => {
	it('is all, or a whole number above 0', () => {
		expect(read({ limit }, {})).toEqual({ limit: 50 });
		expect(read({ limit }, { returnAll: expression }, { json: { x: 'true' } })).toEqual({ limit: undefined });
		for (const x of [0, 2.5, -1, 'many'])
			expect(refusal(() => read({ limit }, { limit: expression }, { json: { x } })).message).toContain("'Limit'");
	});
});

describe("a form of the lab's own fields", () => {
	const fields = mapper(
		{
			displayName: 'Own Fields',
			name: 'own',
			type: 'resourceMapper',
			default: { mappingMode: 'defineBelow', value: null },
		},
		'Choose a credential above.',
	);
	const mapping = (value: unknown) => ({ mappingMode: 'defineBelow', value });

	it('gives what was mapped, without the empty cells', () => {
		expect(read({ fields }, {}).fields).toEqual({ automatic: false, values: {} });
		const own = mapping({ A: 1, B: '', C: nowhere, D: expression });
		expect(read({ fields }, { own }, { json: { x: 0 } }).fields).toEqual({ automatic: false, values: { A: 1, D: 0 } });
	});

	it('takes the fields of the item that it knows where it is mapped automatically', async () => {
		const own = { mappingMode: 'autoMapInputData', value: null };
		const { fields: taken } = read({ fields }, { own }, { json: { A: 1, B: '', Other: Infinity } });
		expect(await mappedValues(taken, async () => ['A', 'B'], 'Own Fields')).toEqual({ A: 1 });
		await expect(mappedValues(taken, async () => ['A', 'Other'], 'Own Fields')).rejects.toMatchObject({
			message: "'Own Fields' contains a number that cannot be sent",
		});
	});

	it.each([
		['a number that n8n would send as null', { A: Infinity }, "'Own Fields' contains a number that cannot be sent"],
		['a name that n8n would drop', { constructor: 'x' }, "'Own Fields' contains a name that cannot be sent"],
		[
			'a name that zod would drop',
			JSON.parse('{ "__proto__": "x" }'),
			"'Own Fields' contains a name that cannot be sent",
		],
	])('refuses %s', (_what, value, message) => {
		const own = { mappingMode: 'defineBelow', value: expression };
		expect(refusal(() => read({ fields }, { own }, { json: { x: value } })).message).toBe(message);
	});

	it('waits for the credential under the same name, with a title of its own', () => {
		const shown = fields.declarations.map(({ name, type, displayName, displayOptions }) => [
			name,
			type,
			displayName,
			displayOptions?.show?.authentication,
		]);
		expect(shown).toEqual([
			['ownTitle', 'notice', 'Own Fields', undefined],
			['own', 'notice', 'Choose a credential above.', ['notChosen']],
			['own', 'resourceMapper', 'Own Fields', ['apiToken']],
		]);
	});

	it('keeps the values of a step that says nothing of a credential', () => {
		const tags = onceConnected(
			listed({ displayName: 'Tags', name: 'tags', type: 'multiOptions', default: [] }),
			'Choose a credential above.',
		);
		expect(read({ fields, tags }, { own: mapping({ A: 1 }), tags: ['x'] })).toEqual({
			fields: { automatic: false, values: { A: 1 } },
			tags: ['x'],
		});
	});
});

describe('a file', () => {
	const file = binary({ displayName: 'Input Data Field Name', name: 'file', type: 'string', default: 'data' });

	it('is the name of a field, or the file itself', () => {
		expect(read({ file }, {}).file).toBe('data');
		const itself = { mimeType: 'text/csv', data: 'YQ==' };
		expect(read({ file }, { file: expression }, { json: { x: itself } }).file).toEqual(itself);
		for (const x of [{ a: 1 }, { mimeType: 'text/csv' }])
			expect(refusal(() => read({ file }, { file: expression }, { json: { x } })).message).toContain(
				"'Input Data Field Name'",
			);
	});
});
