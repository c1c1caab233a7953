import type { IDataObject } from 'n8n-workflow';

import { dataObject } from '../../../shared/values/json';
import { asReceived } from '../../../shared/values/received';
import type { InventorySample } from '../../contract/sample';

/** At most ten fields, most used first. */
export function simplifySample(sample: InventorySample): IDataObject {
	return {
		id: sample.id,
		name: sample.name ?? null,
		current_amount: sample.current_amount ?? null,
		units: sample.units ?? null,
		location: sample.location ?? null,
		depleted: sample.depleted ?? null,
		batch: sample.batch ?? null,
		fields: sample.fields ?? {},
		modified_at: sample.modified_at ?? null,
		owner: sample.owner ?? null,
	};
}

export function toRecord(sample: InventorySample, simplify: boolean): IDataObject {
	return simplify ? simplifySample(sample) : dataObject(asReceived(sample));
}
