import type { Change, ChangeName } from '../change';
import { quantity } from '../figures';
import { valueText } from './valueText';

/** What a sentence about a change may say. */
export type Told = Omit<Partial<Change>, 'change' | 'kind' | 'summary'> & {
	readonly change: ChangeName;
	readonly units?: readonly [from: string, to: string] | undefined;
	/** Of a record that is gone or new. */
	readonly amount?: string;
	readonly place?: string | undefined;
	readonly plural?: string;
};

const longest = 200;

/** A value in a sentence or a cell, cut where it is long. */
export function shortText(value: unknown, most = longest): string {
	const text = valueText(value);
	if (text.length <= most) return text;
	const start = text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
	return `${start}… (${quantity(text.length)} characters)`;
}

/** What people call a record. */
export function calledBy({ name, barcode, id }: Pick<Told, 'barcode' | 'id' | 'name'>): string {
	if (name) return barcode ? `${shortText(name)} (${shortText(barcode)})` : shortText(name);
	return barcode ? `Barcode ${shortText(barcode)}` : `ID ${id}`;
}

/** An amount with its unit. */
export const measured = (amount: unknown, unit: string | undefined): string =>
	[valueText(amount) || 'nothing', unit].filter(Boolean).join(' ');

const held = ({ amount, place }: Told) =>
	[amount || [], place || []]
		.flat()
		.map((one) => shortText(one))
		.join(', ');

function edited({ field = '', from, to, units }: Told): string {
	if (units && from !== null && to !== null)
		return `${field} changed from ${measured(from, units[0])} to ${measured(to, units[1])}`;
	if (from === null) return `${field} set to "${shortText(to)}"`;
	if (to === null) return `${field} emptied, it was "${shortText(from)}"`;
	return `${field} changed from "${shortText(from)}" to "${shortText(to)}"`;
}

/** In one sentence, for people. */
export function sentenceFor(told: Told): string {
	const { change, from, to, field = '', unit, records = 0, plural = '', placeBefore } = told;
	const who = calledBy(told);
	const amounts = `from ${measured(from, unit)} to ${measured(to, unit)}`;
	switch (change) {
		case 'gone':
			return held(told) === '' ? `${who} is gone.` : `${who} is gone. There was: ${held(told)}.`;
		case 'added':
			return held(told) === '' ? `${who} is new.` : `${who} is new: ${held(told)}.`;
		case 'fieldGone':
			return `${field} is gone from all ${plural}: ${quantity(records)} had it.`;
		case 'fieldAdded':
			return `${field} is a new field: ${quantity(records)} ${plural} have it.`;
		case 'debited':
			return `${who}: ${measured(told.difference, unit)} less, ${amounts}.${placeBefore === undefined ? '' : ` It was in ${shortText(placeBefore)}.`}`;
		case 'credited':
			return `${who}: ${measured(told.difference, unit)} more, ${amounts}.`;
		case 'moved':
			return `${who} moved from ${shortText(from) || 'no place'} to ${shortText(to) || 'no place'}.`;
		case 'renamed':
			return `${shortText(from) || `ID ${told.id}`} is now called ${shortText(to) || 'nothing'}.`;
		case 'edited':
			return `${who}: ${edited(told)}.`;
	}
}
