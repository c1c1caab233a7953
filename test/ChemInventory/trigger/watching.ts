import type { IDataObject, INode } from 'n8n-workflow';

import { ChemInventoryTrigger } from '../../../nodes/ChemInventory/ChemInventoryTrigger.node';
import { addContainers, moveContainers } from '../../../nodes/ChemInventory/contract/container';
import type { Sandbox, SandboxOptions } from '../../../sandbox';
import { ChemInventoryClient } from '../../sandbox/cheminventory/client';
import { onChemSandbox } from '../../support/chemInventory';
import { pathsAsked } from '../../support/chemRuns';
import { PolledTrigger } from '../../support/poll';
import type { PollOptions } from '../../support/poll';
import { freshSandbox } from '../../support/sandbox';

export const hours = (count: number) => count * 3_600_000;

/** The clock of the played service. */
export class ServiceClock {
	/** Milliseconds since 1970. */
	now: number;

	/** @param ahead milliseconds that the service is ahead of n8n */
	constructor(ahead = 0) {
		this.now = Date.now() + ahead;
	}

	pass(seconds: number): void {
		this.now += seconds * 1000;
	}
}

/** A sandbox with a clock of its own, and triggers that watch it. */
export interface Watched {
	sandbox: Sandbox;
	client: ChemInventoryClient;
	clock: ServiceClock;
	trigger(parameters: IDataObject, options?: PollOptions & { secrets?: IDataObject }): PolledTrigger;
}

export async function watched(options: SandboxOptions = {}, clock = new ServiceClock()): Promise<Watched> {
	const sandbox = await freshSandbox({ now: () => new Date(clock.now), ...options });
	return {
		sandbox,
		client: new ChemInventoryClient(sandbox),
		clock,
		trigger: (parameters, { secrets, ...pollOptions } = {}) =>
			new PolledTrigger(
				onChemSandbox(new ChemInventoryTrigger(), sandbox, secrets),
				parameters as INode['parameters'],
				pollOptions,
			),
	};
}

/** The sandbox of a file, as new before each test. */
export function watchedForEachTest(options: SandboxOptions = {}): () => Watched {
	let current: Watched | undefined;
	const now = () => {
		if (!current) throw new Error('the sandbox has not started');
		return current;
	};
	beforeEach(async () => {
		current = await watched(options);
	});
	return now;
}

export const shelf = 'Cupboards > Cupboard 1';
export const other = 'Cold Room > Rack 1';

/** Adds containers to the shelf. */
export async function add(
	{ client }: Watched,
	barcodes: string[],
	name = 'Acetone',
	fields: object = {},
): Promise<number[]> {
	const data = barcodes.map((barcode) => ({
		name,
		locationid: client.lab.location(shelf).id,
		substanceid: client.lab.substance('67-64-1').id,
		barcode,
		...fields,
	}));
	return await client.ask(addContainers, { data });
}

export async function move({ client }: Watched, ids: number[], path = other): Promise<void> {
	await client.ask(moveContainers, { containerid: ids, destinationid: client.lab.location(path).id });
}

/** Paths below the API that were asked for since the last look. */
export const askedSince = ({ sandbox }: Watched) => {
	const paths = pathsAsked(sandbox);
	sandbox.clearRequests();
	return paths;
};
