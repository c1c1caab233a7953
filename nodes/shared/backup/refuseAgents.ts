import type { IExecuteFunctions } from 'n8n-workflow';

import { runsForAgent } from '../agent';
import { badInput } from '../values/badInput';

/** @throws Fault `badInput` where an AI agent runs the node: n8n gives it no files, and takes none from it */
export function refuseAgents(functions: IExecuteFunctions, label: string): void {
	if (!runsForAgent(functions)) return;
	throw badInput(
		label,
		'has no file, because AI agents cannot provide files',
		'Use this operation in the workflow itself.',
	);
}
