import type { IDataObject } from 'n8n-workflow';

import { asError, Fault } from '../../../shared/fault';
import type { ItemCall } from '../../../shared/operation';
import { checked } from '../../../shared/values/badInput';
import { dataObject } from '../../../shared/values/json';
import { applyOnce } from '../../../shared/writing/applyOnce';
import type { Sighting, WriteOnce } from '../../../shared/writing/applyOnce';
import { idsIn } from '../../../shared/writing/noted';
import { inventorySample, newEvent } from '../../contract/sample';
import type { InventorySample } from '../../contract/sample';
import type { EventLocation } from '../../records/inventoryLocation';
import type { CddApi } from '../../service/api';
import type { NewEvent, NewEvents, PlannedEvent, PlannedEvents } from './events';
import { freePositionsOf } from './freePositions';

/** A write whose events may wait for the next free position of a box. */
export interface PlacedWrite extends Omit<WriteOnce, 'look' | 'send' | 'settle'> {
	/** Made of the planned events: the next free position is another one when n8n runs the node again. */
	values: unknown;
	look: () => Promise<IDataObject>;
	/** @param before what `look` saw */
	send: (events: NewEvents, before: IDataObject) => Promise<InventorySample>;
	/** @param events with the positions that were really sent */
	settle: (before: IDataObject | undefined, events: NewEvents) => Promise<SampleSighting>;
}

/** What was found after a write whose answer was lost; a remark says what is not certain about it. */
export type SampleSighting = { sample: InventorySample; remark?: string } | { sample?: undefined; seen: string };

/** A write that took effect. */
interface Placed {
	sample: InventorySample;
	before: IDataObject | undefined;
}

export const sightingOf = (found: SampleSighting): Sighting =>
	found.sample
		? { applied: true, answer: { record: dataObject(found.sample), remark: found.remark } }
		: { applied: false, seen: found.seen };

function withPositions([first, ...others]: PlannedEvents, positions: readonly number[]): NewEvents {
	const left = [...positions];
	const placed = ({ event, box }: PlannedEvent): NewEvent => {
		if (!box) return event;
		return checked(
			newEvent,
			{ fields: { ...event.fields, Location: { id: box.id, position: left.shift() } } },
			'Events',
		);
	};
	return [placed(first), ...others.map(placed)];
}

/** What the vendor says of a taken position is not documented, so the words are judged generously: a refusal has changed nothing. */
function saysTaken(thrown: unknown): boolean {
	if (!(thrown instanceof Fault) || thrown.kind !== 'refused') return false;
	return /position|taken|occupied|in use|not (free|empty|available)/i.test(thrown.words ?? '');
}

/** Each refusal is one request. */
const mostRefusals = 100;

/**
 * Applies a write once, see `applyOnce`, and chooses the positions that its events wait for. One that the vault refuses
 * as taken, because the token cannot see its sample or somebody was faster, is followed by the next.
 * @throws Fault `badInput` for a full box; what `applyOnce` throws
 */
export async function applyPlaced(call: ItemCall<CddApi>, plan: PlannedEvents, write: PlacedWrite): Promise<Placed> {
	const positions = await freePositionsOf(call.api);
	for (let refusals = 0; ; refusals++) {
		const taken: EventLocation[] = [];
		let before: IDataObject = {};
		try {
			const applied = await applyOnce(call, {
				...write,
				look: async () => {
					before = await write.look();
					for (const { box } of plan) if (box) taken.push(await positions.take(box));
					return { ...before, positions: taken.map(({ position }) => position ?? null) };
				},
				send: async () => {
					const positionsTaken = taken.flatMap(({ position }) => position ?? []);
					return { record: dataObject(await write.send(withPositions(plan, positionsTaken), before)) };
				},
				settle: async (noted) => sightingOf(await write.settle(noted, withPositions(plan, idsIn(noted, 'positions')))),
			});
			const sample = inventorySample.parse(applied.answer.record);
			positions.keepPlaceOf(sample);
			if (typeof applied.answer.remark === 'string') call.hint(applied.answer.remark);
			return { sample, before: applied.before };
		} catch (thrown) {
			// It may stand there by now, so that no other item of this run gets the place.
			const mayHaveTakenEffect = thrown instanceof Fault && thrown.effect === 'unknown';
			if (!mayHaveTakenEffect) for (const place of taken) positions.release(place);
			const [place, another] = taken;
			// Of several places in one request nobody can say which one was refused.
			if (!place || another || refusals >= mostRefusals || !saysTaken(thrown)) throw asError(thrown);
			positions.refuse(place);
		}
	}
}
