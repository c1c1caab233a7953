import type { IDataObject, INode, INodeParameterResourceLocator } from 'n8n-workflow';

import { CddInventorySample } from '../../nodes/Cdd/CddInventorySample.node';
import type { Sandbox } from '../../sandbox';
import { onPublicServer, onSandbox } from './cdd';
import { runNode } from './engine';
import type { NodeRun, RunOptions } from './engine';

export type SampleRunOptions = RunOptions & { secrets?: IDataObject };

/** Runs the inventory sample node against a sandbox. */
export async function runSamples(
	sandbox: Sandbox,
	inputs: IDataObject[],
	parameters: INode['parameters'],
	{ secrets, ...options }: SampleRunOptions = {},
): Promise<NodeRun> {
	return await runNode(onSandbox(new CddInventorySample(), sandbox, secrets), inputs, parameters, options);
}

/** Runs the inventory sample node against answers that nock gives for the public server. */
export async function runSamplesOnNock(
	inputs: IDataObject[],
	parameters: INode['parameters'],
	{ secrets, ...options }: SampleRunOptions = {},
): Promise<NodeRun> {
	return await runNode(onPublicServer(new CddInventorySample(), secrets), inputs, parameters, options);
}

/** A locator as the editor stores it. */
export const locator = (value: number | string | undefined, mode = 'id'): INodeParameterResourceLocator => ({
	__rl: true,
	mode,
	value,
});

/** Method and path below the vault of what the service got, in order. */
export const asked = ({ requests, vaultId }: Sandbox): string[] =>
	requests
		.filter(({ port }) => port === 'service')
		.map(({ method, path }) => `${method} ${path.replace(`/api/v1/vaults/${vaultId}`, '')}`);
