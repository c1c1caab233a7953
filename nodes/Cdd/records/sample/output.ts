import type { IDataObject } from 'n8n-workflow';

import { badInput, quote } from '../../../shared/values/badInput';
import { dataObject } from '../../../shared/values/json';
import type { InventorySample } from '../../contract/sample';
import { sampleUnits } from '../../contract/scalars';

/** Keyboards and spreadsheets write the Greek letter mu (U+03BC); CDD Vault knows the micro sign (U+00B5) alone. */
const toMicroSign = (text: string) => text.replace(/\u03bc/g, '\u00b5');

/** @throws Fault `badInput` listing the units that CDD Vault knows */
export function readUnit(value: unknown): (typeof sampleUnits)[number] {
	const text = toMicroSign(String(value ?? '').trim());
	const unit = sampleUnits.find((known) => known === text);
	if (unit) return unit;
	throw badInput(
		'Units',
		'is not a unit that CDD Vault knows',
		`It is ${quote(value)}. Choose one of ${sampleUnits.join(', ')}; upper and lower case count.`,
	);
}

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
	return simplify ? simplifySample(sample) : dataObject(sample);
}
