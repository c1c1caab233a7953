import { LoadOptionsContext } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import type { ILoadOptionsFunctions, INode, INodeTypes, IWorkflowExecuteAdditionalData } from 'n8n-workflow';

import { credentialsFor } from './engine';
import type { Subject } from './engine';

/**
 * The functions that n8n gives to the drop-downs of a node while a user edits it.
 * @param parameters what the form holds at present
 */
export function dropdownFunctions(subject: Subject, parameters: INode['parameters'] = {}): ILoadOptionsFunctions {
	const node: INode = {
		id: 'a',
		name: 'Subject',
		type: 'subject',
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { [subject.credential.name]: { id: '1', name: 'test' } },
	};
	const nodeTypes = {
		getByName: () => subject.node,
		getByNameAndVersion: () => subject.node,
		getKnownTypes: () => ({}),
	} as unknown as INodeTypes;
	const workflow = new Workflow({ id: 'w', nodes: [node], connections: {}, nodeTypes, active: false });
	const additionalData = {
		credentialsHelper: credentialsFor(subject),
		variables: {},
		// As it is once a credential is chosen; without it, n8n does not hand out the credential.
		currentNodeParameters: { authentication: 'apiToken', ...parameters },
	} as unknown as IWorkflowExecuteAdditionalData;
	return new LoadOptionsContext(workflow, node, additionalData, '');
}
