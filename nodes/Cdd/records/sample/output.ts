import type { IDataObject } from 'n8n-workflow';

import type { Detail } from '../../../shared/form';
import type { InventorySample } from '../../contract/sample';
import { inDetail } from '../output';
import { eventFieldsOfToday } from './inVault';

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

export const toRecord = (sample: InventorySample, detail: Detail): IDataObject =>
	inDetail(sample, detail, {
		simplified: simplifySample(sample),
		own: () => ({ ...eventFieldsOfToday(sample), ...sample.fields }),
	});
