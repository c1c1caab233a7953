import type { INodePropertyOptions } from 'n8n-workflow';

import { CddVaultTrigger } from '../../../nodes/Cdd/CddVaultTrigger.node';
import { onSandbox } from '../../support/cdd';
import { dropdownFunctions } from '../../support/dropdown';
import { sandboxForTests } from '../../support/sandbox';

const running = sandboxForTests();
const node = new CddVaultTrigger();
const { description, methods } = node;

describe('the trigger', () => {
	it('polls, begins a workflow, and is no tool for an AI agent', () => {
		expect(description).toMatchObject({ name: 'cddVaultTrigger', polling: true, group: ['trigger'], inputs: [] });
		expect(description).not.toHaveProperty('usableAsTool');
		expect(node).not.toHaveProperty('execute');
	});

	it('offers its events in alphabetical order, under the names that saved workflows carry', () => {
		const event = description.properties.find(({ name }) => name === 'event');
		const choices = (event?.options ?? []).filter((option): option is INodePropertyOptions => 'value' in option);
		expect(choices.map(({ name, value }) => [name, value])).toEqual([
			['Batch Changed', 'batchChanged'],
			['Batch Created', 'batchCreated'],
			['Sample Changed', 'sampleChanged'],
			['Sample Created', 'sampleCreated'],
			['Slurp Finished or Needs Attention', 'slurpSettled'],
		]);
		for (const choice of choices) expect(choice.description).toMatch(/^[A-Z]/);
	});

	it.each(['batchChanged', 'batchCreated', 'sampleChanged', 'sampleCreated'])('shows the fields of %s', (event) => {
		const shown = description.properties.filter(({ displayOptions }) => displayOptions?.show?.event?.includes(event));
		expect(shown.map(({ name }) => name)).toEqual([
			'pollCost',
			'output',
			'selectedFields',
			'selectedFields',
			'filters',
		]);
	});

	it('shows the fields of imports', () => {
		const shown = description.properties.filter(({ displayOptions }) =>
			displayOptions?.show?.event?.includes('slurpSettled'),
		);
		expect(shown.map(({ name }) => name)).toEqual(['pollCost', 'slurpIds', 'findBySamples']);
	});
});

describe('its list of projects', () => {
	it('comes from the vault', async () => {
		const projects = await methods.loadOptions.getProjects.call(dropdownFunctions(onSandbox(node, running())));
		expect(projects.map(({ value }) => value).sort()).toEqual([...running().cdd.projects.keys()].sort());
	});

	it('fails in words where the token may not read it', async () => {
		const functions = dropdownFunctions(onSandbox(node, running(), { apiToken: 'sandbox-token-revoked' }));
		await expect(methods.loadOptions.getProjects.call(functions)).rejects.toMatchObject({
			message: expect.not.stringContaining('[object'),
			description: expect.any(String),
		});
	});
});
