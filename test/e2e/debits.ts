import { present } from '../support/present';
import type { RealLab } from './realLab';
import { workflowOf } from './workflowOf';
import type { Step } from './workflowOf';

// Debits in workflows of a real n8n. They append to a sample's events, so that one sent twice shows.

export interface Row {
	id: number;
	debit: number;
	note?: string;
}

/** Steps that give an item for each row. Texts may hold expressions. */
export const rows = (given: readonly Row[]): Step[] => [
	{
		name: 'Rows',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { mode: 'raw', jsonOutput: `=${JSON.stringify({ rows: given })}`, options: {} },
	},
	{ name: 'Split', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'rows', options: {} } },
];

/** A text that is another one each time n8n evaluates it. */
export const now = '{{ $now.toISO() }}';

/**
 * A step that debits the sample of each row.
 * @param reason the text of the event's field Reason, as an expression
 */
export const debitStep = (reason: string, more: { debit?: string; options?: object } = {}): Step => ({
	name: 'Debit',
	type: 'n8n-nodes-cdd-vault.cddInventorySample',
	parameters: {
		operation: 'update',
		sample: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
		specifyData: 'fields',
		events: {
			event: [
				{
					debit: more.debit ?? '={{ $json.debit }}',
					eventFields: { field: [{ name: 'Reason', type: 'text', value: `=${reason}` }] },
				},
			],
		},
		options: more.options ?? {},
	},
});

/** The step Debit within n8n's Loop Over Items, one row in each round. */
export function debitsInALoop(id: string, given: readonly Row[], debit: Step) {
	const plain = workflowOf(id, [
		...rows(given),
		{
			name: 'Loop',
			type: 'n8n-nodes-base.splitInBatches',
			typeVersion: 3,
			parameters: { batchSize: 1, options: {} },
		},
		debit,
		{ name: 'Done', type: 'n8n-nodes-base.noOp', parameters: {} },
	]);
	const to = (node: string) => [{ node, type: 'main', index: 0 }];
	return {
		...plain,
		connections: {
			Begin: { main: [to('Rows')] },
			Rows: { main: [to('Split')] },
			Split: { main: [to('Loop')] },
			Loop: { main: [to('Done'), to(debit.name)] },
			[debit.name]: { main: [to('Loop')] },
		},
	};
}

/** Samples of the vault that hold enough for the debits of a test. @returns their ids */
export function fullSamples({ sandbox }: RealLab, count: number): number[] {
	const ids = Array.from({ length: count }, () => sandbox.cdd.addSample().id);
	sandbox.clearRequests();
	return ids;
}

/** The debits of a sample that took effect, in order. */
export const debitsOf = ({ sandbox }: RealLab, id: number): unknown[] =>
	present(sandbox.cdd.samples.get(id), `Sample ${id}`).inventory_events.flatMap(({ fields }) => fields.Debit ?? []);

export const byNumber = (a: number, b: number) => a - b;

/** The debits that arrived at the service, as the ids of their samples, sorted: those of different samples go side by side. */
export const arrivedDebits = ({ sandbox }: RealLab): number[] =>
	sandbox.requests
		.filter(({ endpoint }) => endpoint === 'updateInventorySample')
		.map(({ path }) => Number(path.split('/').at(-1)))
		.sort(byNumber);

export const pathOf = (id: number) => `/inventory_samples/${id}`;
