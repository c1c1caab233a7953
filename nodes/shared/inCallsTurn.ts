import type { IExecuteFunctions } from 'n8n-workflow';

import { runsForAgent } from './agent';

/** The last write that an agent's call has begun, by the context of the tool's node. */
const callsUnderWay = new WeakMap<object, Promise<unknown>>();

/** An agent may call a tool several times at once: its writes wait for each other, or one would settle on what another is doing. */
export async function inCallsTurn(
	functions: Pick<IExecuteFunctions, 'getContext' | 'getNode' | 'isToolExecution'>,
	work: () => Promise<void>,
): Promise<void> {
	if (!runsForAgent(functions)) return await work();
	const context = functions.getContext('node');
	const turn = (callsUnderWay.get(context) ?? Promise.resolve()).then(work, work);
	callsUnderWay.set(context, turn);
	await turn;
}
