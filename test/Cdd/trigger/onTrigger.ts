import type { IDataObject, INode } from 'n8n-workflow';
import { FormData } from 'undici';
import { z } from 'zod';

import { CddVaultTrigger } from '../../../nodes/Cdd/CddVaultTrigger.node';
import type { Sandbox, SandboxOptions } from '../../../sandbox';
import type { BatchRecord, SampleRecord } from '../../../sandbox/cdd/state';
import { Client, idOf } from '../../sandbox/client';
import { onSandbox } from '../../support/cdd';
import { PolledTrigger } from '../../support/poll';
import type { PollOptions } from '../../support/poll';
import { sandboxForTests } from '../../support/sandbox';

/** The trigger in an active workflow, with a credential for the sandbox. */
export const triggerOn = (
	sandbox: Sandbox,
	parameters: INode['parameters'],
	options: PollOptions = {},
): PolledTrigger => new PolledTrigger(onSandbox(new CddVaultTrigger(), sandbox), parameters, options);

/** The clock of a sandbox: it stands still until it is moved. */
export interface Clock {
	now: number;
}

export const clockAt = (now: number): Clock => ({ now });

export const withClock = (clock: Clock, options: SandboxOptions = {}): SandboxOptions => ({
	...options,
	now: () => new Date(clock.now),
});

/** What other people and programs do in the vault, at the time of its clock. */
export class Hand {
	private readonly client: Client;

	constructor(
		readonly sandbox: Sandbox,
		private readonly clock: Clock,
	) {
		this.client = new Client(sandbox);
	}

	/** Of the first project, unless another batch is named. */
	makeSample(changes: Partial<SampleRecord> = {}): SampleRecord {
		return this.sandbox.cdd.addSample(changes);
	}

	/** Very many at once, as an import makes them. @param madeAt milliseconds, by running number */
	importSamples(count: number, madeAt: (n: number) => number): number[] {
		const { samples } = this.sandbox.cdd;
		const {
			inventory_events: [event],
			...template
		} = this.makeSample();
		return Array.from({ length: count }, (_none, n) => {
			const id = 10_000_000 + samples.size;
			const at = new Date(madeAt(n)).toISOString();
			const events = event ? [{ ...event, id: n + 1, created_at: at, modified_at: at }] : [];
			samples.set(id, { ...template, id, created_at: at, modified_at: at, inventory_events: events });
			return id;
		});
	}

	/** With several events, as a program may do it. */
	async createSample(batch: number, events: IDataObject[]): Promise<number> {
		const fields = { 'Sample ID': `H${this.sandbox.requests.length}-${this.sandbox.cdd.samples.size}` };
		const inventoryEvents = events.map((event) => ({ fields: event }));
		return await this.idFrom('POST', '/inventory_samples', {
			batch_id: batch,
			units: 'mg',
			fields,
			inventory_events: inventoryEvents,
		});
	}

	/** @returns the ID of the new event */
	async addEvent(sampleId: number, fields: IDataObject): Promise<number> {
		await this.idFrom('PUT', `/inventory_samples/${sampleId}`, { inventory_events: [{ fields }] });
		return this.sandbox.cdd.samples.get(sampleId)?.inventory_events.at(-1)?.id ?? 0;
	}

	/** In the web application: the API cannot. */
	editSample(sampleId: number, fields: SampleRecord['fields']): void {
		const sample = this.sandbox.cdd.samples.get(sampleId);
		if (!sample) throw new Error(`There is no sample ${sampleId}`);
		sample.fields = { ...sample.fields, ...fields };
		sample.modified_at = new Date(this.clock.now).toISOString();
		sample.modified_user = 'Inventory Manager';
	}

	async createBatch(): Promise<number> {
		const { molecules, projects } = this.sandbox.cdd;
		return await this.idFrom('POST', '/batches', { molecule: { id: first(molecules) }, projects: [first(projects)] });
	}

	async updateBatch(id: number, fields: BatchRecord['batch_fields']): Promise<void> {
		await this.idFrom('PUT', `/batches/${id}`, { batch_fields: fields });
	}

	/** A file goes up; what becomes of it is settled by `cdd.setSlurpResult` beforehand, or is a clean import. */
	async startImport(autoreject = true): Promise<number> {
		const form = new FormData();
		form.append('json', JSON.stringify({ project: 'Internal Data', autoreject }));
		form.append('file', new File([importFile], 'plate.csv', { type: 'text/csv' }));
		return idOf(await this.client.send('POST', '/slurps', { form }));
	}

	private async idFrom(method: 'POST' | 'PUT', path: string, json: IDataObject): Promise<number> {
		const { body, status, text } = await this.client.send(method, path, { json });
		if (status === 200 && typeof body === 'object' && body !== null && 'id' in body) return Number(body.id);
		throw new Error(`${method} ${path}: ${status} ${text}`);
	}
}

const importFile = 'Molecule Name,Inhibition (%)\nAspirin,12.5\n';

const first = (records: ReadonlyMap<number, unknown>): number => [...records.keys()][0] ?? 0;

/** One sandbox for a test file with a clock of its own. */
export function sandboxWithClock(options: SandboxOptions = {}) {
	const clock = clockAt(Date.now());
	const running = sandboxForTests(withClock(clock, options));
	/** Moves the clock on by milliseconds. */
	const pass = (milliseconds: number) => {
		clock.now += milliseconds;
	};
	return { running, clock, pass, hand: () => new Hand(running(), clock) };
}

export const idsOf = (records: IDataObject[]): unknown[] => records.map(({ id }) => id);

const withNewEvents = z.object({ new_events: z.array(z.object({ id: z.number() })).default([]) });

/** The IDs of the events that Sample Changed calls new. */
export const newEventIds = (record: IDataObject | undefined): number[] =>
	withNewEvents.parse(record ?? {}).new_events.map(({ id }) => id);
