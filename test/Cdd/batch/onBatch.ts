import type { IDataObject } from 'n8n-workflow';

import { CddBatch } from '../../../nodes/Cdd/CddBatch.node';
import type { RecordedRequest, Sandbox } from '../../../sandbox';
import { onSandbox } from '../../support/cdd';
import { runNode } from '../../support/engine';
import type { NodeRun, RunOptions } from '../../support/engine';

export const byId = (value: number | string) => ({ __rl: true, mode: 'id', value });

type BatchOptions = RunOptions & { items?: IDataObject[]; secrets?: IDataObject };

/** Runs the node against a sandbox, by default for one item. */
export async function runBatch(
	sandbox: Pick<Sandbox, 'token' | 'url' | 'vaultId'>,
	parameters: IDataObject,
	{ items = [{}], secrets, ...options }: BatchOptions = {},
): Promise<NodeRun> {
	return await runNode(onSandbox(new CddBatch(), sandbox, secrets), items, parameters as never, options);
}

/** Get Many with the form, everything of a record, and up to 50 of them unless told otherwise. */
export async function getMany(
	sandbox: Pick<Sandbox, 'token' | 'url' | 'vaultId'>,
	parameters: IDataObject,
	options: BatchOptions = {},
): Promise<NodeRun> {
	return await runBatch(sandbox, { operation: 'getAll', output: 'raw', ...parameters }, options);
}

/** The create form for a new molecule in one project. */
export const newBatch = (structure: string, more: IDataObject = {}): IDataObject => ({
	operation: 'create',
	molecule: 'new',
	registrationType: 'CHEMICAL_STRUCTURE',
	structureFormat: 'smiles',
	structure,
	projects: ['Internal Data'],
	output: 'raw',
	...more,
});

/** Requests that change something. */
export const writes = ({ requests }: Pick<Sandbox, 'requests'>): RecordedRequest[] =>
	requests.filter(({ method, path }) => method === 'PUT' || (method === 'POST' && !path.endsWith('/query')));

export const bodies = (requests: RecordedRequest[]): unknown[] => requests.map(({ body }) => body);

const sorted = (query: string) => query.split('&').sort().join('&');

/** Method, end of the path, and the query string with its parameters in alphabetical order. */
export const lines = ({ requests }: Pick<Sandbox, 'requests'>): string[] =>
	requests.map(
		({ method, path, query }) =>
			`${method} ${path.replace(/^.*\/vaults\/\d+/, '')}${query === '' ? '' : `?${sorted(query)}`}`,
	);

export const idOfProject = ({ cdd }: Pick<Sandbox, 'cdd'>, wanted: string): number =>
	[...cdd.projects.values()].find(({ name }) => name === wanted)?.id ?? 0;

export const moleculeNamed = ({ cdd }: Pick<Sandbox, 'cdd'>, synonym: string): { id: number; name: string } => {
	const molecule = [...cdd.molecules.values()].find(({ synonyms }) => synonyms.includes(synonym));
	return { id: molecule?.id ?? 0, name: molecule?.name ?? '' };
};
