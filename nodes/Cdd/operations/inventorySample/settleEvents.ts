import type { IDataObject } from 'n8n-workflow';

import type { OperationCall } from '../../../shared/operation';
import { idsIn } from '../../../shared/writing/noted';
import type { InventorySample } from '../../contract/sample';
import { oursAmong } from '../../records/apiUser';
import type { CddApi } from '../../service/api';
import type { SampleSighting } from './applyPlaced';
import { eventsOf, findEvents, fittingEvents } from './compareEvents';
import type { RecordedEvent } from './compareEvents';
import type { NewEvent } from './events';
import { readSample } from './get';

/** Events of a sample that were not there before. */
export function newEventsOf(sample: InventorySample, before: IDataObject | undefined): RecordedEvent[] {
	const known = new Set(idsIn(before, 'eventIds'));
	return eventsOf(sample).filter(({ id }) => !known.has(id));
}

/** PUT inventory_samples/{id} appends: a second sending would debit twice, so a lost answer is looked up. */
export async function lookForEvents(
	call: OperationCall<CddApi>,
	id: number,
	sent: readonly NewEvent[],
	before: IDataObject | undefined,
): Promise<SampleSighting> {
	const sample = await readSample(call.api, id);
	const fresh = newEventsOf(sample, before);
	const { ours, remark, unclear } = oursAmong(call, fittingEvents(fresh, sent), sent.length, 'event');
	if (findEvents(ours, sent)) return { sample, remark: remark && `Sample ${id}: ${remark}` };
	const news =
		fresh.length === 0
			? 'no new event was seen.'
			: (unclear ?? `${fresh.length} new events were seen, but not all that were sent.`);
	return {
		seen: `Sample ${id} now holds ${sample.current_amount ?? 'an unknown amount'} ${sample.units ?? ''}, before ${String(before?.amount ?? 'an unknown amount')}; ${news}`,
	};
}
