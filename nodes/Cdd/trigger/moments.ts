import { Fault } from '../../shared/fault';
import { fingerprintOf } from '../../shared/values/fingerprint';

const dateAlone = /^\d{4}-\d{2}-\d{2}$/;
/** A date begins first where the clocks are 14 hours ahead of UTC. */
const earliestZoneMs = 14 * 3_600_000;

export const isDateAlone = (text: string | null | undefined): boolean => dateAlone.test(text ?? '');

/**
 * The moment that a record of CDD Vault tells, in milliseconds; of a date alone, as older batches print it, the earliest moment that
 * it can mean.
 * @throws Fault `malformedAnswer` where there is none
 */
export function momentOf(text: string | null | undefined): number {
	const moment = Date.parse(text ?? '');
	if (!Number.isNaN(moment)) return isDateAlone(text) ? moment - earliestZoneMs : moment;
	throw new Fault('malformedAnswer', 'CDD Vault sent a record without a readable time', {
		description: `It sent "${text ?? ''}" instead. What happened since the last poll is reported once the times can be read again. If this keeps happening, ask CDD Vault support.`,
	});
}

/**
 * A bound as CDD Vault reads it whatever the profile of the token's user says: whole seconds, with an offset
 * (GET inventory_samples, "Notes on Date/Time Formats").
 */
export const boundText = (moment: number): string => `${new Date(moment).toISOString().slice(0, 19)}+00:00`;

/**
 * A creation is written in several steps, a few milliseconds apart; the vendor's samples show 2 to 5. A client that
 * changes what it has created needs longer.
 */
const creationTakesMs = 250;

export const belongsToCreation = (createdAt: number, moment: number): boolean => moment - createdAt <= creationTakesMs;

function ordered(value: unknown): unknown {
	if (Array.isArray(value)) return value.map((entry) => JSON.stringify(ordered(entry))).sort();
	if (typeof value !== 'object' || value === null) return value;
	return Object.entries(value)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, entry]) => [key, ordered(entry)]);
}

/** Tells one state of a record from another; the order of keys and lists does not matter. */
export const stateKey = (state: unknown): string => fingerprintOf(ordered(state));
