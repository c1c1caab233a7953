import { ExecuteContext } from 'n8n-core';
import { createRunExecutionData, Workflow } from 'n8n-workflow';
import type {
	IExecuteData,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { present } from './present';

/**
 * The functions that n8n gives to a step, over its parameters and input items. Nothing runs: it is for reading forms.
 * @param items the JSON of each; values stay what they are, date objects and undefined included
 */
export function stepFunctions(
	type: INodeType,
	parameters: Record<string, unknown>,
	items: ReadonlyArray<Record<string, unknown>> = [{}],
	timezone = 'Europe/Berlin',
): IExecuteFunctions {
	const node: INode = {
		id: 'a',
		name: 'Subject',
		type: type.description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
	};
	const nodeTypes = {
		getByName: () => type,
		getByNameAndVersion: () => type,
		getKnownTypes: () => ({}),
	} as unknown as INodeTypes;
	const waiting = 'http://n8n.test/waiting';
	const settings = { timezone };
	const workflow = new Workflow({ id: 'w', nodes: [node], connections: {}, nodeTypes, active: false, settings });
	const input = items.map((json) => ({ json })) as INodeExecutionData[];
	const additionalData = {
		variables: {},
		executionId: '1',
		webhookWaitingBaseUrl: waiting,
		formWaitingBaseUrl: waiting,
	};
	const executeData: IExecuteData = {
		data: { main: [input] },
		node: present(workflow.getNode('Subject')),
		source: null,
	};
	return new ExecuteContext(
		workflow,
		present(workflow.getNode('Subject')),
		additionalData as unknown as IWorkflowExecuteAdditionalData,
		'manual',
		createRunExecutionData({}),
		0,
		input,
		{ main: [input] },
		executeData,
		[],
	);
}
