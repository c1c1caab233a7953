import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { ChemInventory } from '../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventoryOrder } from '../../nodes/ChemInventory/ChemInventoryOrder.node';
import { ChemInventorySearch } from '../../nodes/ChemInventory/ChemInventorySearch.node';

const nodes = [
	new ChemInventory(),
	new ChemInventoryContainer(),
	new ChemInventoryOrder(),
	new ChemInventorySearch(),
].map((node) => [node.description.displayName, node] as const);

function isField(entry: INodeProperties | INodePropertyCollection | INodePropertyOptions): entry is INodeProperties {
	return 'type' in entry;
}

/** All fields of a form, those within collections and locators included. */
function everyField(fields: readonly INodeProperties[]): INodeProperties[] {
	return fields.flatMap((field) => {
		const inner = (field.options ?? []).flatMap((entry) =>
			'values' in entry ? entry.values : isField(entry) ? [entry] : [],
		);
		return [field, ...everyField(inner)];
	});
}

const choicesOf = ({ options = [] }: INodeProperties) =>
	options.flatMap((entry) => ('value' in entry && !isField(entry) ? [entry] : []));

describe.each(nodes)('the form of %s', (_name, node) => {
	const fields = everyField(node.description.properties);
	const methods: Record<string, Record<string, unknown>> = { ...node.methods };

	it('has behind every list the function that fills it', () => {
		const wanted = fields.flatMap(({ modes = [], typeOptions }) => [
			...modes.flatMap(({ typeOptions: list }) =>
				list?.searchListMethod ? [['listSearch', list.searchListMethod]] : [],
			),
			...(typeof typeOptions?.loadOptionsMethod === 'string' ? [['loadOptions', typeOptions.loadOptionsMethod]] : []),
			...(typeof typeOptions?.resourceMapper?.resourceMapperMethod === 'string'
				? [['resourceMapping', typeOptions.resourceMapper.resourceMapperMethod]]
				: []),
		]);
		expect(wanted.filter(([kind = '', name = '']) => typeof methods[kind]?.[name] !== 'function')).toEqual([]);
	});

	it('shows fields by values that exist', () => {
		const known = new Map<string, Set<unknown>>();
		for (const field of fields) {
			const values = known.get(field.name) ?? new Set();
			for (const { value } of choicesOf(field)) values.add(value);
			if (field.type === 'hidden') values.add(field.default);
			if (field.type === 'boolean') for (const value of [true, false]) values.add(value);
			known.set(field.name, values);
		}
		const dangling = fields.flatMap(({ name, displayOptions }) =>
			Object.entries(displayOptions?.show ?? {})
				.filter(([key]) => !key.startsWith('@'))
				.flatMap(([key, values = []]) =>
					values
						.filter((value) => !known.get(key)?.has(value))
						.map((value) => `${name} is shown for ${key} = ${String(value)}`),
				),
		);
		expect(dangling).toEqual([]);
	});

	it('offers operations in the order of their names, each with what an agent is told', () => {
		for (const field of fields.filter(
			({ name, type }) => type === 'options' && (name === 'operation' || name === 'resource'),
		)) {
			const names = choicesOf(field).map(({ name }) => name);
			expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
			expect(choicesOf(field).map(({ value }) => value)).toContain(field.default);
			if (field.name === 'operation')
				for (const { action, description } of choicesOf(field))
					expect([action, description]).toEqual([expect.any(String), expect.any(String)]);
		}
	});

	it('chooses by default what it offers', () => {
		const lists = fields.filter(
			({ type, typeOptions }) => type === 'options' && typeOptions?.loadOptionsMethod === undefined,
		);
		expect(
			lists.filter((field) => !choicesOf(field).some(({ value }) => value === field.default)).map(({ name }) => name),
		).toEqual([]);
	});
});
