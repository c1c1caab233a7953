import type { IncomingCall } from '../service';
import type { VaultError } from './errors';
import type { Tolerance } from './switches';

export interface Leniency {
	tolerance: Tolerance;
	/** For the record. */
	tolerate: IncomingCall['tolerate'];
}

/** Lets pass what the vendor's pages do not say and live clients do, and records it; or refuses it, as the switch says. */
export function letPass({ tolerance, tolerate }: Leniency, what: string, refusal: VaultError): void {
	if (tolerance === 'refuse') throw refusal;
	tolerate(what);
}
