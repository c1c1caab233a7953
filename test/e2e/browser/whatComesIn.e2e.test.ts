import type { OrderRecord } from '../../../sandbox/cheminventory/state';
import { nodeType } from '../../../scripts/lib/packages';
import { present } from '../../support/present';
import { useRealLab } from '../realLab';
import { letAgentCall } from '../scriptedAgent';
import { workflowOf } from '../workflowOf';
import type { Step } from '../workflowOf';
import { useDesk } from './desk';

const lab = useRealLab();

const inventory = () => lab().sandbox.chemInventory.lab;
const orderThat = (what: string, fits: (order: OrderRecord) => boolean): OrderRecord =>
	present(
		inventory()
			.lab.openOrders(lab().sandbox.chemInventory.inventoryId)
			.find((order) => fits(order)),
		`An order that ${what}`,
	);
const id = (value: unknown) => ({ __rl: true, mode: 'id', value });

describe('an AI agent in a real n8n', () => {
	it('may say a choice by its label', async () => {
		const order = orderThat('is not placed yet', ({ orderedAt }) => orderedAt === undefined);
		const { answers } = await letAgentCall(
			lab(),
			[{ name: 'Set_order', args: { order: String(order.id), status: 'Ordered' } }],
			[
				{
					name: 'Set order',
					type: 'n8n-nodes-cheminventory.chemInventoryOrderTool',
					parameters: {
						operation: 'setOrdered',
						order: id("={{ $fromAI('order', `ID of the order`, 'string') }}"),
						status: "={{ $fromAI('status', `Ordered or Not Ordered`, 'string') }}",
					},
				},
			],
		);
		expect(answers[0]).toContain('"changed":true');
		expect(order.orderedAt).toBeDefined();
	});
});

describe('what comes into a step of a real n8n', () => {
	const desk = useDesk(lab);
	const editor = () => desk().editor;

	/** A workflow that waits for a call and answers nothing; its steps read what the call carries. */
	const calledBy = (name: string, step: Step) => {
		const workflow = workflowOf(name, [step]);
		const path = name.replace(/\W+/g, '-');
		const webhook = {
			parameters: { path, httpMethod: 'GET', responseMode: 'lastNode', options: {} },
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			webhookId: path,
		};
		const nodes = workflow.nodes.map((node) => (node.name === 'Begin' ? { ...node, ...webhook } : node));
		return { path, workflow: { ...workflow, nodes } };
	};

	/** Runs a step once a call comes, and tells what the editor says of the run. */
	const callStep = async (name: string, step: Step, query: Record<string, string>): Promise<string> => {
		const { path, workflow } = calledBy(name, step);
		await editor().importWorkflow(`${name}.json`, workflow);
		expect(await editor().issues.count()).toBe(0);
		await editor().executeAndWaitForCall();
		void desk().session.call('GET', `/webhook-test/${path}?${new URLSearchParams(query).toString()}`);
		return await editor().verdict();
	};

	function inBrowser(title: string, work: () => Promise<void>): void {
		it(title, async () => desk().keepingEvidence(title, work));
	}

	const chem = (name: string, parameters: Record<string, unknown>): Step => ({
		name: 'Step',
		type: nodeType(name),
		parameters: { authentication: 'apiToken', ...parameters },
	});

	inBrowser('is true as a text from a webhook: the bottle goes into recycling', async () => {
		const container = present(
			inventory()
				.liveContainers()
				.find(({ isInRecycling }) => !isInRecycling),
			'A container',
		);
		const verdict = await callStep(
			'Set recycling',
			chem('chemInventoryContainer', {
				operation: 'setRecycling',
				container: id('={{ $json.query.container }}'),
				inRecycling: '={{ $json.query.recycle }}',
			}),
			{ container: String(container.id), recycle: 'true' },
		);
		expect(verdict).toContain('Workflow executed successfully');
		expect(container.isInRecycling).toBe(true);
	});

	inBrowser('is nothing, for a column that does not exist: the placed order stays placed', async () => {
		const order = orderThat('is placed', ({ orderedAt }) => orderedAt !== undefined);
		const placed = order.orderedAt;
		const verdict = await callStep(
			'Set ordered status',
			chem('chemInventoryOrder', {
				operation: 'setOrdered',
				order: id(String(order.id)),
				status: '={{ $json.query.statsu }}',
			}),
			{ status: 'Ordered' },
		);
		expect(verdict).toContain('Problem in node');
		expect(verdict).toContain("'Status' is empty");
		expect(order.orderedAt).toBe(placed);
	});

	inBrowser('is a choice by expression: the way to give the data', async () => {
		const [sample] = lab().sandbox.cdd.samples.values();
		const { id: sampleId } = present(sample, 'A sample');
		const verdict = await callStep(
			'Update a sample',
			chem('cddInventorySample', {
				operation: 'update',
				sample: id(String(sampleId)),
				specifyData: '={{ $json.query.how }}',
				eventsJson: '{ "inventory_events": [{ "fields": { "Credit": 5 } }] }',
			}),
			{ how: 'Using JSON' },
		);
		expect(verdict).toContain('Workflow executed successfully');
	});

	inBrowser('is a choice by expression: the scope of a search', async () => {
		const verdict = await callStep(
			'Search by name',
			chem('chemInventorySearch', { operation: 'byName', name: 'acetone', scope: '={{ $json.query.scope }}' }),
			{ scope: 'Active Inventory' },
		);
		expect(verdict).toContain('Workflow executed successfully');
	});
});

describe('a file by expression in a real n8n', () => {
	it('is imported by a slurp', async () => {
		const [project] = lab().sandbox.cdd.projects.values();
		const execution = await lab().run(
			workflowOf('slurpByExpression', [
				{
					name: 'Rows',
					type: 'n8n-nodes-base.set',
					typeVersion: 3.4,
					parameters: {
						mode: 'raw',
						jsonOutput: '{ "Molecule Name": "LAB-0000001", "Inhibition (%)": 12.5 }',
						options: {},
					},
				},
				{
					name: 'Make file',
					type: 'n8n-nodes-base.convertToFile',
					typeVersion: 1.1,
					parameters: { operation: 'csv', binaryPropertyName: 'plate', options: { fileName: 'plate.csv' } },
				},
				{
					name: 'Import',
					type: 'n8n-nodes-cdd-vault.cddSlurp',
					parameters: {
						operation: 'import',
						binaryPropertyName: "={{ $('Make file').item.binary.plate }}",
						specifyData: 'json',
						importJson: JSON.stringify({
							project: present(project, 'A project').id,
							mapping_template: 'Plate reader, single point',
						}),
						waitForCompletion: false,
					},
				},
			]),
		);
		expect(execution.error).toBeUndefined();
		expect(execution.itemsOf('Import')[0]).toHaveProperty('id');
	});
});
