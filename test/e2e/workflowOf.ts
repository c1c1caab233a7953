import { packageOf } from '../../scripts/lib/packages';
import type { ShippedWorkflow } from '../../scripts/lib/workflow-files';

/** By their types. */
type NamedCredentials = Record<string, { id: string; name: string }>;

export interface Step {
	name: string;
	type: string;
	typeVersion?: number;
	parameters: Record<string, unknown>;
	webhookId?: string;
	/** For steps that are not ours. */
	credentials?: NamedCredentials;
	executeOnce?: true;
	/** An earlier step whose items come in at the second input. */
	secondInput?: string;
	onError?: 'continueRegularOutput';
	retryOnFail?: true;
}

/** The credential for a node of ours. */
export const credentialsOf = (type: string): NamedCredentials =>
	packageOf(type)?.vendor === 'ChemInventory'
		? { chemInventoryApi: { id: 'chemInventoryLab', name: 'ChemInventory' } }
		: { cddVaultApi: { id: 'cddVaultNightly', name: 'CDD Vault' } };

/** It works with files alone, and n8n refuses it a credential. */
const takesCredential = (type: string) => packageOf(type) !== undefined && !type.endsWith('.cddVault');

/** A workflow of steps in a row. */
export function inARow(id: string, steps: Step[]): ShippedWorkflow {
	const nodes = steps.map((step, index) => ({
		typeVersion: 1,
		...step,
		id: `step-${index}`,
		position: [index * 200, 0],
		...(takesCredential(step.type) && { credentials: credentialsOf(step.type) }),
	}));
	const connections = Object.fromEntries(
		nodes.flatMap(({ name }, index) => {
			const next = nodes[index + 1];
			const seconds = steps.filter(({ secondInput }) => secondInput === name);
			const links = [
				...(next ? [{ node: next.name, type: 'main', index: 0 }] : []),
				...seconds.map((step) => ({ node: step.name, type: 'main', index: 1 })),
			];
			return links.length > 0 ? [[name, { main: [links] }]] : [];
		}),
	);
	return { id, name: id, nodes, connections, settings: { executionOrder: 'v1' }, active: false };
}

/** A workflow of steps in a row, begun by hand. */
export const workflowOf = (id: string, steps: Step[]): ShippedWorkflow =>
	inARow(id, [{ name: 'Begin', type: 'n8n-nodes-base.manualTrigger', parameters: {} }, ...steps]);

/** A workflow that a polling trigger starts: when it is published or n8n starts, and every minute. n8n allows no shorter time. */
export const triggeredBy = (id: string, trigger: Step): ShippedWorkflow =>
	inARow(id, [
		{ ...trigger, parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, ...trigger.parameters } },
		{ name: 'Done', type: 'n8n-nodes-base.noOp', parameters: {} },
	]);

/** The same workflow with one step replaced. */
export function withStep(workflow: ShippedWorkflow, step: Step): ShippedWorkflow {
	const nodes = workflow.nodes.map((node) => (node.name === step.name ? { ...node, ...step } : node));
	return { ...workflow, nodes };
}
