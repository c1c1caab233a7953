import type { z, ZodTypeAny } from 'zod';

import type { Endpoint, Role } from '../../nodes/ChemInventory/contract/endpoint';
import type { ChemInventoryLab } from './lab';
import { readBody } from './reading';
import type { InventoryRecord, UserRecord } from './state';

/** Who asks, and for which inventory: what every call knows before its body is read. */
export interface Asking {
	lab: ChemInventoryLab;
	user: UserRecord;
	/** In the active inventory. */
	role: Role;
	/** The user's active one. */
	inventory: InventoryRecord;
	/** Address of the file storage. */
	storageOrigin: string;
	/** Records that something is let pass which the vendor's pages do not say. */
	tolerate(what: string): void;
}

export interface Call<Body> extends Asking {
	body: Body;
}

export interface Handler {
	readonly path: string;
	/** Returns `data` of the reply. Throws ChemInventoryError before anything is changed. */
	answer(asking: Asking, sent: Record<string, unknown>): unknown;
}

/** Ties an endpoint of the contract to what the sandbox does for it. */
export function handle<Body extends ZodTypeAny, Data extends ZodTypeAny>(
	endpoint: Endpoint<Body, Data>,
	answer: (call: Call<z.output<Body>>) => z.input<Data>,
): Handler {
	return {
		path: endpoint.path,
		answer: (asking, sent) =>
			answer({ ...asking, body: readBody(endpoint.body, sent, (what) => asking.tolerate(what)) }),
	};
}

/** What a call answers that has nothing to say. */
export const none: readonly never[] = [];
