import type { IExecuteFunctions } from 'n8n-workflow';

import { Fault } from './fault';

/**
 * Whether an AI agent runs the node as its tool. Agents before version 3 call it through LangChain, and n8n says so. For
 * those from version 3 on the engine runs it like any other node and says nothing; what is left is the name of the node's
 * type, which ends in `Tool` for the variant that n8n makes for agents.
 */
export function runsForAgent(functions: Pick<IExecuteFunctions, 'getNode' | 'isToolExecution'>): boolean {
	return functions.getNode().type.endsWith('Tool') || functions.isToolExecution?.() === true;
}

/**
 * An AI agent may do what cannot easily be undone only where the node's own option says so. An expression does not
 * count: the agent may be the one who fills it in.
 * @throws Fault `badInput`
 */
export function refuseUnlessAllowed(functions: IExecuteFunctions, itemIndex: number): void {
	if (!runsForAgent(functions)) return;
	if (functions.getNodeParameter('allowForAiAgents', itemIndex, false, { rawExpressions: true }) === true) return;
	throw new Fault('badInput', 'This operation is switched off for AI agents, so nothing was sent', {
		description:
			"It deletes something or cannot easily be undone. A person must switch on 'Allow for AI Agents' in this node first; an agent cannot do that.",
	});
}
