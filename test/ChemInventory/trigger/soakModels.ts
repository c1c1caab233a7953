import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox';
import { fieldIds } from '../../../sandbox/cheminventory/seed';
import type { AuditEntry } from '../../../sandbox/cheminventory/state';

/** What an event has to deliver, told from the inside of the sandbox. */
export interface SoakModel {
	start(): void;
	/** A poll that was not in vain. */
	polled(): void;
	/** n8n keeps what the trigger remembers, and forgets what it has not kept. */
	save(): void;
	restart(): void;
	expected(): string[];
	nameOf(item: IDataObject): string;
}

const nothing = () => undefined;

/** The sandbox writes each change once. */
function logged(
	sandbox: Sandbox,
	area: string,
	action: string,
	shown: { entry: (entry: AuditEntry) => string; item: (item: IDataObject) => string },
): SoakModel {
	const { lab } = sandbox.chemInventory;
	let known = new Set<AuditEntry>();
	return {
		start: () => {
			known = new Set(lab.audit);
		},
		polled: nothing,
		save: nothing,
		restart: nothing,
		expected: () =>
			lab
				.auditOf(area, action)
				.filter((entry) => !known.has(entry))
				.map(shown.entry),
		nameOf: shown.item,
	};
}

const byText = {
	entry: ({ at, text }: AuditEntry) => `${at.replace(' ', 'T')}Z ${text}`,
	item: ({ time, text }: IDataObject) => `${String(time)} ${String(text)}`,
};

/** Orders are counted by name: the log has no ids. */
const byOrder = {
	entry: ({ text }: AuditEntry) =>
		text.replace(/^Request for (.+) (?:arrived|marked as ordered)$/, '$1').replace(/ requested from VWR$/, ''),
	item: ({ name }: IDataObject) => String(name),
};

/** Once for each container and date that a poll can have seen. */
function expiring({ chemInventory: { lab } }: Sandbox): SoakModel {
	const dealtWith = new Set<string>();
	const expected: string[] = [];
	const limit = () => DateTime.now().setZone('Europe/Berlin').plus({ days: 30 }).toISODate() ?? '';
	const due = () =>
		lab.liveContainers().flatMap(({ id, fields }) => {
			const date = fields.get(fieldIds.expiryDate);
			return date !== undefined && date <= limit() ? [`${id} ${date}`] : [];
		});
	return {
		start: () => due().forEach((key) => dealtWith.add(key)),
		polled: () => {
			const news = due().filter((key) => !dealtWith.has(key));
			expected.push(...news);
			news.forEach((key) => dealtWith.add(key));
		},
		save: nothing,
		restart: nothing,
		expected: () => expected,
		nameOf: ({ id, expiresOn }) => `${String(id)} ${String(expiresOn)}`,
	};
}

/** Once for each fall below the level, as far as n8n has kept that there was a refill. */
function below(level: number, { chemInventory: { lab } }: Sandbox): SoakModel {
	let low = new Set<number>();
	let saved = new Set<number>();
	const expected: string[] = [];
	const look = () => {
		const news: number[] = [];
		for (const { id, fields } of lab.liveContainers()) {
			const text = fields.get(fieldIds.remaining);
			if (text === undefined) continue;
			if (Number(text) >= level) low.delete(id);
			else if (!low.has(id)) news.push(id);
		}
		news.forEach((id) => low.add(id));
		return news;
	};
	return {
		start: () => void look(),
		polled: () => void expected.push(...look().map(String)),
		save: () => {
			saved = new Set(low);
		},
		restart: () => {
			low = new Set(saved);
		},
		expected: () => expected,
		nameOf: ({ id }) => String(id),
	};
}

export function modelOf(event: string, sandbox: Sandbox): SoakModel {
	switch (event) {
		case 'containerAdded':
			return logged(sandbox, 'Container', 'Creation', byText);
		case 'containerMoved':
			return logged(sandbox, 'Container', 'Movement', byText);
		case 'containerEdited':
			return logged(sandbox, 'Container', 'Edit', byText);
		case 'containerDeleted':
			return logged(sandbox, 'Container', 'Deletion', byText);
		case 'orderRequested':
			return logged(sandbox, 'Order', 'Request', byOrder);
		case 'orderPlaced':
			return logged(sandbox, 'Order', 'Ordered', byOrder);
		case 'orderArrived':
			return logged(sandbox, 'Order', 'Arrival', byOrder);
		case 'containerExpiring':
			return expiring(sandbox);
		case 'stockBelowLevel':
			return below(10, sandbox);
		default:
			throw new Error(`There is no model of ${event}`);
	}
}
