import { z } from 'zod';

import { present } from '../../support/present';
import { useRealLab } from '../realLab';
import type { CredentialForm } from './credentialForm';
import { useDesk } from './desk';
import { readOwnNodes } from './ownNodes';
import type { FilledField, OwnNode } from './ownNodes';
import type { StepForm } from './stepForm';

const lab = useRealLab();
const desk = useDesk(lab);
const editor = () => desk().editor;

/** Each test walks through all steps, with a workflow loaded anew for each of them. */
const patienceMs = 480_000;

const listedCredentials = z.array(z.object({ id: z.string(), name: z.string(), type: z.string() }).passthrough());

async function removeCredentials(): Promise<void> {
	const { data } = await desk().session.call('GET', '/rest/credentials');
	for (const { id } of listedCredentials.parse(data)) await desk().session.call('DELETE', `/rest/credentials/${id}`);
}

async function addCredentials(suffix: string): Promise<void> {
	for (const { name, type, data } of [lab().credential(), lab().chemInventoryCredential()])
		await desk().session.call('POST', '/rest/credentials', { name: `${name} ${suffix}`, type, data });
}

interface FreshStep {
	node: OwnNode;
	choice: string;
	fields: FilledField[];
}

/** Every step that shows, as soon as it is added, something that n8n fills from the service. */
async function freshSteps(): Promise<FreshStep[]> {
	const nodes = await readOwnNodes(desk().session);
	return nodes.flatMap((node) =>
		[...new Set(node.filled.map(({ choice }) => choice))].map((choice) => ({
			node,
			choice,
			fields: node.filled.filter((field) => field.choice === choice),
		})),
	);
}

async function expectFilled(form: StepForm, { node, choice, fields }: FreshStep): Promise<void> {
	if (fields.some(({ isForm }) => isForm)) await form.grown();
	for (const { name, title, isForm } of fields) {
		if (isForm) expect(await form.titled(title).count()).toBeGreaterThan(0);
		else expect((await form.listOf(name)).length).toBeGreaterThan(0);
	}
	const seen = { failures: await form.failures.count(), waiting: await form.waiting.count() };
	expect({ node: node.displayName, choice, ...seen }).toEqual({
		node: node.displayName,
		choice,
		failures: 0,
		waiting: 0,
	});
}

const inFreshWorkflow = async ({ node, choice }: FreshStep): Promise<StepForm> => {
	await editor().newWorkflow();
	return await editor().addStep(node.panelName, choice);
};

async function forEachStep(title: string, work: (step: FreshStep) => Promise<void>): Promise<void> {
	const steps = await freshSteps();
	expect(steps.length).toBeGreaterThan(8);
	for (const step of steps)
		await desk().keepingEvidence(`${title} ${step.node.displayName} ${step.choice}`, async () => work(step));
}

describe('what n8n fills from the service, in the first step of a new workflow', () => {
	it(
		'is there with one credential',
		async () => {
			await forEachStep('one', async (step) => expectFilled(await inFreshWorkflow(step), step));
		},
		patienceMs,
	);

	it(
		'is there with two credentials',
		async () => {
			await addCredentials('second');
			await forEachStep('two', async (step) => expectFilled(await inFreshWorkflow(step), step));
		},
		patienceMs,
	);

	it(
		'waits for a credential where there is none, and is there once one is made in the dialogue',
		async () => {
			await forEachStep('none', async (step) => {
				await removeCredentials();
				const form = await inFreshWorkflow(step);
				await form.waiting.first().waitFor();
				expect(await form.waiting.count()).toBe(step.fields.length);
				expect(await form.failures.count()).toBe(0);
				const dialogue = await form.newCredential();
				await fillIn(dialogue, step.node);
				await dialogue.saveForStep();
				await expectFilled(form, step);
			});
		},
		patienceMs,
	);
});

async function fillIn(dialogue: CredentialForm, { displayName }: OwnNode): Promise<void> {
	const { url, vaultId, token, chemInventory } = lab().sandbox;
	if (!displayName.startsWith('CDD')) {
		await dialogue.fill({ baseUrl: chemInventory.url, apiToken: present(chemInventory.token) });
		return;
	}
	await dialogue.select('server', 'Custom URL');
	await dialogue.fill({ url, vaultId: String(vaultId), apiToken: token });
}
