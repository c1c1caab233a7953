import { z } from 'zod';

import { readShippedWorkflows } from '../../../scripts/lib/workflow-files';
import { nodesByWord } from '../../support/panelWords';
import { present } from '../../support/present';
import { useRealLab } from '../realLab';
import type { CredentialForm } from './credentialForm';
import { useDesk } from './desk';
import { listedNodeTypes, readOwnNodes } from './ownNodes';
import type { OwnNode } from './ownNodes';
import { picture, takesPictures } from './pictures';
import type { StepForm } from './stepForm';

/** In pictures the sandbox has the address that its page names. */
const lab = useRealLab(takesPictures ? { port: 8090 } : {});
const desk = useDesk(lab);
const editor = () => desk().editor;

function inBrowser(title: string, work: () => Promise<void>): void {
	it(title, async () => desk().keepingEvidence(title, work));
}

describe('a credential, made in its form', () => {
	const expectVerdicts = async (form: CredentialForm, tokens: { wrong: string; right: string }, words: string) => {
		await form.fill({ apiToken: tokens.wrong });
		await form.save();
		expect(await form.refusal()).toContain(words);
		await form.fill({ apiToken: tokens.right });
		await form.save();
		await form.waitUntilConnected();
	};

	inBrowser('CDD Vault: the test says in words that the token is wrong, and passes with the right one', async () => {
		const { url, vaultId, token } = lab().sandbox;
		const form = await editor().newCredential('CDD Vault API');
		await form.select('server', 'Custom URL');
		await form.fill({ url, vaultId: String(vaultId) });
		await expectVerdicts(
			form,
			{ wrong: 'sandbox-token-unknown', right: token },
			'CDD Vault does not know this API token.',
		);
		await picture(editor(), 'credential');
	});

	inBrowser(
		'ChemInventory: the test says in the words of the service that the token is wrong, and passes with the right one',
		async () => {
			const { url, token } = lab().sandbox.chemInventory;
			const form = await editor().newCredential('ChemInventory API');
			await form.fill({ baseUrl: url });
			await expectVerdicts(
				form,
				{ wrong: 'sandbox-chem-unknown', right: token },
				'The authentication token is missing or not valid.',
			);
		},
	);
});

describe('the node panel', () => {
	const nodes = async (wanted: (node: OwnNode) => boolean) => (await readOwnNodes(desk().session)).filter(wanted);

	const addFromPanel = async ({ type, displayName, panelName, choices }: OwnNode): Promise<StepForm> => {
		await editor().chooseNode(panelName);
		const entries = editor().choicesOf(type);
		await entries.nth(choices.length - 1).waitFor();
		const listed = await entries.allInnerTexts();
		expect({ displayName, listed: listed.sort() }).toEqual({ displayName, listed: [...choices].sort() });
		const choice = present(choices[0], `A choice of ${displayName}`);
		const form = await editor().choose(choice);
		// n8n names the step of a node with resources after its action, and numbers steps of one name
		expect([displayName, choice]).toContain((await form.title()).replace(/\d+$/, ''));
		return form;
	};

	it('has every node that the package lists', async () => {
		const known = await nodes(() => true);
		expect(known.map(({ type }) => type).sort()).toEqual(listedNodeTypes());
	});

	inBrowser('offers every action node with all of its actions, and adds it', async () => {
		const actionNodes = await nodes(({ isTrigger }) => !isTrigger);
		await editor().newWorkflow();
		for (const node of actionNodes) await (await addFromPanel(node)).close();
		const stepToBegin = 1;
		expect(await editor().stepsOnCanvas.count()).toBe(actionNodes.length + stepToBegin);
	});

	inBrowser('offers every trigger with all of its events, adds it, and shows a record when it is tried', async () => {
		for (const node of await nodes(({ isTrigger }) => isTrigger)) {
			await editor().newWorkflow();
			const form = await addFromPanel(node);
			await form.execute();
			expect((await form.outputTable()).length).toBeGreaterThan(0);
			await form.close();
			expect(await editor().stepsOnCanvas.count()).toBe(1);
		}
	});

	inBrowser('finds all nodes of a service by its name', async () => {
		await editor().newWorkflow();
		for (const service of ['CDD Vault', 'ChemInventory']) {
			const firstWord = service.replace(/ .*/, '');
			const wanted = await nodes(({ displayName }) => displayName.startsWith(firstWord));
			const found = await editor().searchNodes(service);
			for (const { panelName } of wanted) await found.filter({ hasText: panelName }).first().waitFor();
		}
		await picture(editor(), 'node-panel');
	});

	/** n8n waits for the next key before it searches, so what stands there may be what an earlier word found. */
	const firstFive = async (word: string): Promise<string[]> => {
		await (await editor().searchNodes('qqqq')).first().waitFor({ state: 'hidden' });
		const found = await editor().searchNodes(word);
		await found.first().waitFor();
		return (await found.allInnerTexts()).slice(0, 5);
	};

	const expectOurs = async () => {
		const ours = (await nodes(() => true)).map(({ panelName }) => panelName);
		for (const word of Object.keys(nodesByWord)) {
			const found = await firstFive(word);
			expect(
				found.some((name) => ours.includes(name)),
				`${word}: ${found.join(', ')}`,
			).toBe(true);
		}
	};

	inBrowser('finds one of ours among the first five by the words of a lab, in an empty workflow', async () => {
		await editor().newWorkflow();
		await expectOurs();
	});

	inBrowser('finds one of ours among the first five by the words of a lab, after a step', async () => {
		await editor().newWorkflow();
		await (await editor().addStep('ChemInventory Search', 'Search containers by name')).close();
		await expectOurs();
	});
});

describe('a live list', () => {
	inBrowser('shows the locations of ChemInventory, finds one by a piece of its name, and takes it', async () => {
		await editor().newWorkflow();
		const form = await editor().addStep('ChemInventory Container', 'Create a container');
		await form.scrollTo('location');
		const entries = await form.openList('location');
		const all = await entries.allInnerTexts();
		expect(all).toContain('Shelf 2 · Flammables Cabinet · Lab 1.01');
		await form.searchList('shelf');
		await entries.filter({ hasText: 'Glovebox' }).waitFor({ state: 'hidden' });
		await entries.filter({ hasText: 'Shelf B · Stores' }).waitFor();
		const found = await entries.allInnerTexts();
		expect(found).toEqual(all.filter((path) => /shelf/i.test(path)));
		await picture(editor(), 'live-list');
		await entries.filter({ hasText: 'Shelf B · Stores' }).click();
		expect(await form.field('location').getByTestId('rlc-input').inputValue()).toBe('Shelf B · Stores');
	});

	inBrowser('keeps its entries when the fields of the lab come into the form behind it', async () => {
		lab().sandbox.faults.add({
			when: { path: '/customfields/get' },
			times: 1,
			do: { kind: 'latency', milliseconds: 4000 },
		});
		await editor().newWorkflow();
		const form = await editor().addStep('ChemInventory Container', 'Create a container');
		const entries = await form.openList('location');
		await form.grown();
		expect(await entries.allInnerTexts()).toContain('Shelf B · Stores');
	});

	inBrowser('shows how many positions of a CDD Vault box are free', async () => {
		await editor().newWorkflow();
		const form = await editor().addStep('CDD Inventory Sample', 'Create an inventory sample');
		const entries = await form.openList('location');
		await form.searchList('box 3');
		await entries.filter({ hasText: 'Box 2' }).first().waitFor({ state: 'hidden' });
		await entries.filter({ hasText: 'Box 3' }).waitFor();
		expect(await entries.allInnerTexts()).toEqual([expect.stringMatching(/^Box 3 \(\d+ of \d+ free\) · /)]);
	});
});

describe('a form that grows from the fields of the lab', () => {
	const fieldNamed = (wanted: string) => {
		const { inventoryId, lab: inventory } = lab().sandbox.chemInventory;
		const fields = [...inventory.lab.customFields.values()].filter(
			(field) => field.inventory === inventoryId && field.kind === 'container',
		);
		const found = fields.find(({ name }) => name === wanted);
		if (!found) throw new Error(`the sandbox has no field ${wanted}`);
		return { found, fields };
	};

	inBrowser('asks for the custom fields of a container, and saves what is filled in', async () => {
		await editor().newWorkflow();
		const form = await editor().addStep('ChemInventory Container', 'Create a container');
		const { fields } = fieldNamed('Expiry Date');
		expect((await form.grownFields('Expiry Date')).sort()).toEqual(fields.map(({ name }) => name).sort());
		await form.fill('name', 'Acetone, HPLC grade');
		await form.pickFromList('substance', 'acetone', /67-64-1/);
		await form.pickFromList('location', 'shelf b', /Shelf B · Stores/);
		await form.fill('size', '500');
		await form.pickFromList('unit', 'mL', /^\s*mL/);
		await form.fill('Product Code', 'E2E-500');
		await form.fillDate('Expiry Date', '2031-03-31');
		await form.fill('Handling', 'Under argon, Light sensitive');
		await form.select('Storage Class', 'Flammable');
		await form.scrollTo('Product Code');
		await picture(editor(), 'custom-fields');
		await form.execute();
		const shown = {
			'Product Code': 'E2E-500',
			'Expiry Date': '2031-03-31',
			'Storage Class': 'Flammable',
			location: 'Stores > Shelf B',
		};
		const row = present((await form.outputTable())[0], 'A row of the output');
		expect(row).toMatchObject({ name: 'Acetone, HPLC grade', ...shown });
		const { lab: inventory } = lab().sandbox.chemInventory;
		const saved = inventory.container(Number(row.id));
		expect(saved).toMatchObject({
			name: 'Acetone, HPLC grade',
			size: '500',
			location: inventory.location('Stores > Shelf B').id,
		});
		const savedFields = ['Product Code', 'Expiry Date', 'Storage Class', 'Handling'].map((name) =>
			saved.fields.get(fieldNamed(name).found.id),
		);
		expect(savedFields).toEqual(['E2E-500', '2031-03-31', 'Flammable', '|Under argon|Light sensitive|']);
	});

	inBrowser('asks for the fields of a batch', async () => {
		await editor().newWorkflow();
		const form = await editor().addStep('CDD Batch', 'Create a batch');
		expect(await form.grownFields('Purity')).toEqual(
			expect.arrayContaining(['Vendor', 'Purity', 'Appearance, visual']),
		);
	});
});

describe('a step, run by its button', () => {
	inBrowser('shows the samples of the vault as a table', async () => {
		await editor().newWorkflow();
		const form = await editor().addStep('CDD Inventory Sample', 'Get many inventory samples');
		await form.fill('limit', '8');
		await form.execute();
		const rows = await form.outputTable();
		expect(await form.itemCount()).toBe('8 items');
		expect(rows).toHaveLength(8);
		const { samples } = lab().sandbox.cdd;
		for (const { id, name, units } of rows) expect(samples.get(Number(id))).toMatchObject({ name, units });
		await picture(editor(), 'output-table');
	});
});

describe('the shipped workflows, imported from their files', () => {
	const aboveZero: unknown = expect.stringMatching(/^[1-9]\d*$/);
	const scanned = z.object({ found: z.literal(true), message: z.string() }).passthrough();

	/** How a run begins that waits for something outside of the editor, by the workflow's id. */
	const begin: Record<string, () => Promise<void>> = {
		barcodeScanLookup: async () => {
			await editor().executeAndWaitForCall();
			const { status, data } = await desk().session.call('GET', '/webhook-test/barcode-scan?barcode=AA00001');
			expect(status).toBe(200);
			expect(scanned.parse(data).message).toMatch(/ is in .* > /);
		},
		debitScannedSample: async () => {
			await editor().executeAndWaitForCall();
			const { status, data } = await desk().session.call('POST', '/webhook-test/debit-sample', {
				barcode: 'SB100003',
				amount: 1,
			});
			expect({ status, data }).toMatchObject({ status: 200, data: { debited: true } });
		},
		keepSampleIndex: async () => editor().executeFrom('Run now'),
		orderArrived: async () => {
			const { lab: inventory } = lab().sandbox.chemInventory;
			const order = present(inventory.openOrders()[0], 'An open order');
			const form = await editor().executeForm();
			await form.fill({ 'field-0': String(order.id), 'field-1': 'Cupboards > Cupboard 1', 'field-2': 'E2E20001' });
			expect(await form.send()).toContain('with the barcode E2E20001');
			const { name } = order;
			expect(inventory.containersIn('Cupboards > Cupboard 1')).toContainEqual(
				expect.objectContaining({ name, barcode: 'E2E20001' }),
			);
		},
	};

	/** The step that tells how a run ended, and what its table must show, by the workflow's id. */
	const endings: Record<string, [step: string, row: Record<string, unknown>]> = {
		barcodeScanLookup: ['Get container', { barcode: 'AA00001' }],
		debitScannedSample: ['Debit', { before: expect.stringContaining('Barcode:SB100003') }],
		expiringThisMonth: [
			'List saved',
			{ file: expect.stringMatching(/expiring-\d{4}-\d\d\.csv$/), expiring: aboveZero },
		],
		keepSampleIndex: ['Index finished', { samplesWithBarcode: aboveZero }],
		morningCddCheck: ['Check last night', { summary: expect.stringMatching(/^The last complete night of CDD Vault/) }],
		morningChemCheck: [
			'Check last night',
			{ summary: expect.stringMatching(/^The last complete night of ChemInventory/) },
		],
		nightlyCddBackup: ['Backup finished', { summary: expect.stringMatching(/^The night of .* is complete\./) }],
		nightlyChemBackup: ['Backup finished', { summary: expect.stringMatching(/^The night of .* is complete\./) }],
		nightlyChemDocuments: ['Documents saved', { saved: aboveZero }],
		orderArrived: ['Receive', { barcode: 'E2E20001' }],
	};

	/** These compare two files of nights, which test/e2e/restore makes for them. */
	const needFiles = new Set(['restoreCddVault', 'restoreChemInventory']);

	/** A morning comes after its night. */
	const inTheirOrder = readShippedWorkflows((name) => ({ folder: '', name })).sort(
		(a, b) => Number(a.file.startsWith('morning-')) - Number(b.file.startsWith('morning-')),
	);

	for (const { file } of inTheirOrder) {
		inBrowser(`${file} is taken as it is, once the folder is set, and runs`, async () => {
			const { workflow } = readShippedWorkflows(lab().placeOf).find((shipped) => shipped.file === file) ?? {};
			if (!workflow) throw new Error(`workflows/${file} is gone`);
			await editor().importWorkflow(file, workflow);
			expect(await editor().workflowName.innerText()).toBe(workflow.name);
			expect(await editor().issues.count()).toBe(0);
			if (needFiles.has(workflow.id)) return;
			await (begin[workflow.id] ?? (async () => editor().execute()))();
			expect(await editor().verdict()).toContain('Workflow executed successfully');
			if (workflow.id === 'barcodeScanLookup') {
				// the lines turn green some time after the steps
				await editor().page.getByText('1 item', { exact: true }).nth(7).waitFor();
				await picture(editor(), 'workflow');
			}
			const [step, row] = present(endings[workflow.id], `The ending of ${workflow.id}`);
			expect(await (await editor().openStep(step)).outputTable()).toEqual([expect.objectContaining(row)]);
		});
	}
});
