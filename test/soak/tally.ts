import { inspect } from 'node:util';
import type { INode } from 'n8n-workflow';

import type { RecordedRequest } from '../../sandbox';
import type { Scenario, Scenery } from './scenario';
import type { StepRun } from './step';
import type { Told } from './verdict';

interface Played {
	operation: string;
	told: Told[];
	struck: string[];
}

interface FaultyRun {
	seed: number;
	operation: string;
	faults: string[];
	settings: Partial<INode>;
	misfortunes: string[];
	run: StepRun;
	scenario: Scenario;
	requests: readonly RecordedRequest[];
	isWrite: (request: RecordedRequest) => boolean;
}

const plus = (counts: Map<string, number>, name: string, more = 1) => counts.set(name, (counts.get(name) ?? 0) + more);

const listed = (title: string, counts: ReadonlyMap<string, number>) =>
	[`${title}:`, ...[...counts].map(([name, count]) => `  ${String(count).padStart(6)} ${name}`)].join('\n');

/** What a request was and what became of it, in a line. */
function inALine({ method, path, body, faults, tookEffect, statusCode }: RecordedRequest, isWrite: boolean): string {
	const struck = faults.map((fault) => Object.values(fault).join(' ')).join(', ');
	const sent = isWrite ? inspect(body, { breakLength: Infinity, depth: 4 }).replace(/authtoken: '[^']*',? ?/, '') : '';
	return `${isWrite ? (tookEffect ? 'DONE ' : 'write') : '     '} ${method} ${path.replace(/^\/(cheminventory\/api|api\/v1\/vaults\/\d+)/, '')} ${statusCode ?? '-'} ${struck === '' ? '' : `[${struck}] `}${sent.slice(0, 300)}`;
}

/** Counts what was played, and what was wrong with it. */
export class Tally {
	readonly faults: string[] = [];

	writes = 0;

	private readonly byOperation: Map<string, number>;

	private readonly byKind: Map<string, number>;

	private readonly byTold = new Map<string, number>();

	constructor(operations: readonly string[], kinds: readonly string[]) {
		this.byOperation = new Map(operations.map((name) => [name, 0]));
		this.byKind = new Map(kinds.map((name) => [name, 0]));
	}

	/** One of the operations with the fewest writes. */
	least(sceneries: readonly Scenery[], random: (limit: number) => number): Scenery {
		const fewest = Math.min(...this.byOperation.values());
		const open = sceneries.filter(({ operation }) => this.byOperation.get(operation) === fewest);
		const chosen = open[random(open.length)];
		if (!chosen) throw new Error('There is no operation to play');
		return chosen;
	}

	count({ operation, told, struck }: Played): void {
		this.writes += told.length;
		plus(this.byOperation, operation, told.length);
		for (const word of told) plus(this.byTold, word);
		for (const kind of struck) plus(this.byKind, kind);
	}

	/** Notes a run in which something was wrong, with all that is needed to understand it. */
	fault({ seed, operation, faults, settings, misfortunes, run, scenario, requests, isWrite }: FaultyRun): void {
		const { ending } = run;
		const said =
			'error' in ending
				? [`${ending.error.message} | ${String(ending.error.description)}`]
				: ending.items.map(({ pairedItem, error, json }) =>
						[
							`item ${typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : '?'}`,
							error
								? `${error.message} | ${String(error.description)}`
								: inspect(json, { breakLength: Infinity }).slice(0, 200),
						].join(': '),
					);
		this.faults.push(
			[
				`run ${seed} of ${operation}: ${faults.join('; ')}`,
				`settings ${JSON.stringify(settings)}, ${run.tries} tries${run.wasStopped ? ', stopped' : ''}`,
				...misfortunes,
				...scenario.wishes.map(({ json }, item) => `input ${item}: ${JSON.stringify(json)}`),
				...requests.map((request) => inALine(request, isWrite(request))),
				...said,
			].join('\n'),
		);
	}

	/** Operations that were not played, and kinds of misfortunes that struck nowhere. */
	missing(): string[] {
		return [...this.byOperation, ...this.byKind].filter(([, count]) => count === 0).map(([name]) => name);
	}

	report(): string {
		return [
			`${this.writes} writes, ${this.faults.length} runs with faults`,
			listed('writes by operation', this.byOperation),
			listed('requests that were struck', this.byKind),
			listed('what the user was told', this.byTold),
			'',
		].join('\n');
	}
}
