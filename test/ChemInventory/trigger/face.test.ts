import { NodeConnectionTypes } from 'n8n-workflow';

import { ChemInventoryTrigger } from '../../../nodes/ChemInventory/ChemInventoryTrigger.node';
import type { Sandbox } from '../../../sandbox';
import { onChemSandbox } from '../../support/chemInventory';
import { dropdownFunctions } from '../../support/dropdown';
import { freshSandbox } from '../../support/sandbox';

const trigger = new ChemInventoryTrigger();

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await freshSandbox();
});

const inEditor = (secrets = {}) => dropdownFunctions(onChemSandbox(trigger, sandbox, secrets));

describe('the ChemInventory Trigger', () => {
	it('is a polling trigger for n8n, and no tool of an agent', () => {
		expect(trigger.description).toMatchObject({
			polling: true,
			group: ['trigger'],
			inputs: [],
			outputs: [NodeConnectionTypes.Main],
		});
		expect(trigger.description.usableAsTool).toBeUndefined();
	});

	it('offers its events in alphabetical order, under values that saved workflows carry', () => {
		const options = trigger.description.properties.find(({ name }) => name === 'event')?.options ?? [];
		expect(options.map((option) => ('value' in option ? option.value : ''))).toEqual([
			'containerAdded',
			'containerDeleted',
			'containerEdited',
			'containerExpiring',
			'containerMoved',
			'orderArrived',
			'orderPlaced',
			'orderRequested',
			'stockBelowLevel',
		]);
		const names = options.map(({ name }) => name);
		expect(names).toEqual([...names].sort());
	});

	it('shows each field for its event alone', () => {
		for (const field of trigger.description.properties.filter(
			({ name }) => !['authentication', 'event'].includes(name),
		))
			expect(field.displayOptions?.show?.event).toHaveLength(1);
	});

	it('says for each event what a poll reads, and for two of them that it is the whole inventory', () => {
		const said = trigger.description.properties.filter(({ name, type }) => name === 'pollCost' && type === 'notice');
		const whole = said.filter(({ displayName }) => displayName.startsWith('Each poll reads the whole inventory'));
		const eventsOf = (shown: typeof said) => shown.flatMap(({ displayOptions }) => displayOptions?.show?.event ?? []);
		expect(eventsOf(said)).toHaveLength(9);
		expect(eventsOf(whole)).toEqual(['containerExpiring', 'stockBelowLevel']);
		for (const { displayName } of said) expect(displayName).toContain('set it in Poll Times');
	});

	it.each(['dateField', 'numberField'])('says that %s waits until a credential is chosen', (name) => {
		const shown = trigger.description.properties.filter((field) => field.name === name);
		expect(shown.map(({ type, displayOptions }) => [type, displayOptions?.show?.authentication])).toEqual([
			['notice', ['notChosen']],
			['options', ['apiToken']],
		]);
	});

	it('offers the date fields and the number fields of the inventory', async () => {
		const { getDateFields, getNumberFields } = trigger.methods.loadOptions;
		expect(await getDateFields.call(inEditor())).toEqual([
			{ name: 'Expiry Date', value: 'cf-363' },
			{ name: 'Stockchecked', value: 'cf-369' },
		]);
		expect(await getNumberFields.call(inEditor())).toEqual([{ name: 'Remaining', value: 'cf-365' }]);
	});

	it('offers locations, the innermost place first', async () => {
		const { results } = await trigger.methods.listSearch.searchLocations.call(inEditor(), 'cupboard 1');
		expect(results).toEqual([
			{ name: 'Cupboard 1 · Cupboards', value: sandbox.chemInventory.lab.location('Cupboards > Cupboard 1').id },
		]);
	});

	it.each(['getDateFields', 'getNumberFields'] as const)(
		'says what to do where there is no such field (%s)',
		async (name) => {
			sandbox.chemInventory.lab.lab.customFields.clear();
			await expect(trigger.methods.loadOptions[name].call(inEditor())).rejects.toMatchObject({
				message: 'There is nothing to choose from',
				description: expect.stringContaining('Create one in ChemInventory'),
			});
		},
	);

	const strangers = () => inEditor({ apiToken: 'fake-token-that-opens-nothing' });
	it.each([
		['getDateFields', async () => await trigger.methods.loadOptions.getDateFields.call(strangers())],
		['getNumberFields', async () => await trigger.methods.loadOptions.getNumberFields.call(strangers())],
		['searchLocations', async () => await trigger.methods.listSearch.searchLocations.call(strangers())],
	])('says in words when a list cannot be read (%s)', async (_name, lookUp) => {
		await expect(lookUp()).rejects.toMatchObject({
			message: 'ChemInventory refused the request',
			description: expect.stringContaining('The authentication token is missing or not valid.'),
		});
	});
});
