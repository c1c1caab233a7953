import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { Sandbox } from '../../../sandbox';
import type { PolledTrigger } from '../../support/poll';
import { newEventIds } from './onTrigger';

export type EventName = 'batchChanged' | 'batchCreated' | 'sampleChanged' | 'sampleCreated' | 'slurpSettled';

/** What a trigger still has to report of one record: the events, or nothing but the record. */
type Due = Map<number, Set<number>>;

/** Keeps the books of a soak: what has happened, and what each trigger has delivered of it. */
export class Ledger {
	readonly names: EventName[];

	failedPolls = 0;

	private readonly due: Record<EventName, Due> = {
		batchChanged: new Map(),
		batchCreated: new Map(),
		sampleChanged: new Map(),
		sampleCreated: new Map(),
		slurpSettled: new Map(),
	};

	/** What came into sight while a reading was under way: it may have passed already, and the next one brings it. */
	private readonly meanwhile: Record<EventName, Set<number>> = {
		batchChanged: new Set(),
		batchCreated: new Set(),
		sampleChanged: new Set(),
		sampleCreated: new Set(),
		slurpSettled: new Set(),
	};

	private readonly faulty: string[] = [];

	/** The later events of creations, of samples that Sample Changed has not seen yet. */
	private readonly unseenSamples = new Map<number, number[]>();

	private readonly endings = new Map<number, string>();
	private readonly reportedImports = new Map<number, string[]>();

	constructor(
		private readonly sandbox: Sandbox,
		private readonly triggers: Record<EventName, PolledTrigger>,
	) {
		this.names = ['batchChanged', 'batchCreated', 'sampleChanged', 'sampleCreated', 'slurpSettled'];
	}

	sampleMade(id: number): void {
		this.becomesDue('sampleCreated', id);
		const [, ...others] = this.sandbox.cdd.samples.get(id)?.inventory_events ?? [];
		this.unseenSamples.set(
			id,
			others.map((event) => event.id),
		);
	}

	eventAdded(sampleId: number, eventId: number): void {
		this.changed(sampleId).add(eventId);
	}

	sampleEdited(id: number): void {
		this.changed(id);
	}

	/**
	 * Of a sample that was changed before Sample Changed has seen it, the later events of its creation are reported as well:
	 * nobody can tell them from a change at that moment.
	 */
	private changed(sampleId: number): Set<number> {
		return this.becomesDue('sampleChanged', sampleId, this.unseenSamples.get(sampleId));
	}

	private becomesDue(name: EventName, id: number, events: number[] = []): Set<number> {
		const due = this.due[name].get(id) ?? new Set(events);
		this.due[name].set(id, due);
		if (this.isUnderWay(name)) this.meanwhile[name].add(id);
		return due;
	}

	private isUnderWay(name: EventName): boolean {
		return isUnderWay.safeParse(this.triggers[name].memory).success;
	}

	batchMade(id: number): void {
		this.becomesDue('batchCreated', id);
	}

	batchUpdated(id: number): void {
		this.becomesDue('batchChanged', id);
	}

	/** A batch shows no trace of a change at the moment of its creation. */
	canTellChangeOf(id: number, now: number): boolean {
		return now - Date.parse(this.sandbox.cdd.batches.get(id)?.created_at ?? '') > 250;
	}

	importEnds(id: number, ending: string): void {
		this.endings.set(id, ending);
		this.triggers.slurpSettled.change({ event: 'slurpSettled', slurpIds: [...this.endings.keys()].join(', ') });
	}

	async activate(): Promise<void> {
		for (const name of this.names)
			for (const record of await this.triggers[name].activate())
				this.faulty.push(`${name}: ${JSON.stringify(record)} at activation`);
	}

	restart(name: EventName): void {
		this.triggers[name].restart();
		this.noteUnderWay(name);
	}

	async pollInVain(name: EventName): Promise<void> {
		await this.triggers[name].pollInVain().catch(() => undefined);
		this.noteUnderWay(name);
	}

	/** A reading that goes on after a restart began before anything of what is due now. */
	private noteUnderWay(name: EventName): void {
		if (this.isUnderWay(name)) for (const id of this.due[name].keys()) this.meanwhile[name].add(id);
	}

	async poll(name: EventName): Promise<void> {
		const records = await this.triggers[name].poll().catch(() => undefined);
		if (!records) this.failedPolls++;
		else if (name === 'slurpSettled') this.noteImports(records);
		else this.compare(name, records);
	}

	/** What is delivered must be due; a poll that has reached the end of its reading leaves nothing that is due. */
	private compare(name: Exclude<EventName, 'slurpSettled'>, records: IDataObject[]): void {
		const due = this.due[name];
		for (const record of records) {
			const id = Number(record.id);
			const delivered = line(id, newEventIds(record));
			const events = due.get(id);
			const expected = events ? line(id, [...events]) : 'nothing';
			if (delivered !== expected) this.faulty.push(`${name}: ${delivered} delivered, and ${expected} is due`);
			due.delete(id);
		}
		if (this.isUnderWay(name)) return;
		for (const [id, events] of due) {
			if (this.meanwhile[name].has(id)) continue;
			this.faulty.push(`${name}: ${line(id, [...events])} not delivered`);
			due.delete(id);
		}
		this.meanwhile[name].clear();
		if (name === 'sampleChanged') this.unseenSamples.clear();
	}

	private noteImports(records: IDataObject[]): void {
		for (const { id, outcome } of records) {
			const before = this.reportedImports.get(Number(id)) ?? [];
			this.reportedImports.set(Number(id), [...before, String(outcome)]);
		}
	}

	/** What went wrong, and what was never delivered; both are empty at the end of a good soak. */
	verdict(): { faulty: string[]; open: string[] } {
		const imports = [...this.endings].flatMap(([id, ending]) => {
			const reported = this.reportedImports.get(id) ?? [];
			const isRight =
				reported.at(-1) === ending &&
				(reported.length === 1 || (reported.length === 2 && reported[0] === 'needsAttention'));
			return isRight ? [] : [`slurpSettled: ${id} ended as ${ending}, reported ${reported.join(', then ')}`];
		});
		const open = this.names.flatMap((name) => [...this.due[name].keys()].map((id) => `${name}: ${id}`));
		return { faulty: [...this.faulty, ...imports], open };
	}
}

/** A reading that was left half-way for want of time. */
const isUnderWay = z.object({ cursor: z.object({ underWay: z.object({}) }) });

const line = (id: number, eventIds: number[]) => `${id} [${eventIds.sort((a, b) => a - b).join(' ')}]`;
