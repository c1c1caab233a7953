import type { ILoadOptionsFunctions, INodeParameters } from 'n8n-workflow';

import { Fault } from '../../../nodes/shared/fault';
import { choice, locator, notKnownYet, seenInEditor } from '../../../nodes/shared/form';
import { onPublicChemInventory } from '../../support/chemInventory';
import { rl } from '../../support/chemRuns';
import { dropdownFunctions } from '../../support/dropdown';
import { probeNode } from '../../support/probe';

const kind = choice({
	displayName: 'Kind',
	name: 'kind',
	type: 'options',
	options: [
		{ name: 'Container', value: 'container' },
		{ name: 'Substance', value: 'substance' },
	],
	default: 'container',
});

const inventory = locator(
	{ displayName: 'Inventory', name: 'inventory', type: 'resourceLocator', default: { mode: 'list', value: '' } },
	{ list: 'id', id: 'id' },
);

const editorWith = (parameters: unknown): ILoadOptionsFunctions =>
	dropdownFunctions(onPublicChemInventory(probeNode(async () => [[]])), parameters as INodeParameters);

describe('a field that a list in the editor hangs on', () => {
	it.each([
		['a value', { kind: 'substance' }, 'substance'],
		['a label', { kind: 'Substance' }, 'substance'],
		['nothing, where the form does not hold it', {}, undefined],
	])('is read by its own rule: %s', (_what, parameters, value) => {
		expect(seenInEditor(editorWith(parameters), kind)).toEqual({ known: true, value });
	});

	it('is read within a collection, too', () => {
		const seen = (options: unknown) => seenInEditor(editorWith({ options }), inventory, 'options');
		expect(seen({ inventory: rl('77') })).toEqual({ known: true, value: { by: 'id', id: 77 } });
		expect(seen({ inventory: 77 })).toEqual({ known: true, value: { by: 'id', id: 77 } });
		expect(seen({ other: '={{ $json.x }}' })).toEqual({ known: true, value: undefined });
	});

	it.each([
		['an expression', { options: { inventory: '={{ $json.id }}' } }],
		['an expression in a locator', { options: { inventory: rl('={{ $json.id }}', 'list') } }],
		['an expression in the place of the collection', { options: '={{ $json }}' }],
	])('is not known yet where it holds %s', (_what, parameters) => {
		expect(seenInEditor(editorWith(parameters), inventory, 'options')).toEqual({ known: false });
	});

	it('is refused in words where what is known does not fit', () => {
		expect(() => seenInEditor(editorWith({ kind: 'location' }), kind)).toThrow("'Kind' is not one of the choices");
		expect(() => seenInEditor(editorWith({ options: { inventory: rl('') } }), inventory, 'options')).toThrow(
			"'Inventory' is empty",
		);
	});
});

it('a list that waits for another field is no bad input, and says what it will show', () => {
	const fault = notKnownYet('Inventory', 'the users of that inventory');
	expect(fault).toBeInstanceOf(Fault);
	expect(fault.kind).not.toBe('badInput');
	expect(fault.message).toBe('This list depends on a field that is given by an expression');
	expect(fault.description).toContain("'Inventory' has a value only when the step runs.");
	expect(fault.description).toContain('cannot show the users of that inventory');
});
