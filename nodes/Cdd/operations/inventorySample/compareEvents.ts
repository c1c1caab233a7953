import type { InventorySample } from '../../contract/sample';
import type { NewEvent } from './events';

export type RecordedEvent = NonNullable<InventorySample['inventory_events']>[number];

export const eventsOf = (sample: InventorySample): RecordedEvent[] => sample.inventory_events ?? [];

function sameLocation(sent: unknown, recorded: unknown): boolean {
	if (typeof sent !== 'object' || sent === null || typeof recorded !== 'object' || recorded === null) return false;
	const idOf = (value: object) => ('id' in value ? Number(value.id) : undefined);
	const positionOf = (value: object) => ('position' in value && value.position ? Number(value.position) : undefined);
	return idOf(sent) === idOf(recorded) && positionOf(sent) === positionOf(recorded);
}

/** Numbers come back as numbers (10 as 10.0), everything else as it was sent. */
function sameValue(name: string, sent: unknown, recorded: unknown): boolean {
	if (name === 'Location') return sameLocation(sent, recorded);
	if (sent === null) return recorded === undefined || recorded === null;
	return typeof sent === 'number' ? Number(recorded) === sent : String(recorded) === String(sent);
}

function carries(recorded: RecordedEvent, sent: NewEvent): boolean {
	return Object.entries(sent.fields).every(([name, value]) => sameValue(name, value, recorded.fields[name]));
}

/** The recorded events that answer to the sent ones, one to one; undefined if any is missing. */
export function findEvents(recorded: readonly RecordedEvent[], sent: readonly NewEvent[]): RecordedEvent[] | undefined {
	const found: RecordedEvent[] = [];
	for (const event of sent) {
		const match = recorded.find((one) => !found.includes(one) && carries(one, event));
		if (!match) return undefined;
		found.push(match);
	}
	return found;
}

/** The recorded events that answer to any of the sent ones. */
export const fittingEvents = (recorded: readonly RecordedEvent[], sent: readonly NewEvent[]): RecordedEvent[] =>
	recorded.filter((one) => sent.some((event) => carries(one, event)));
