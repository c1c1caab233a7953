import type { z, ZodTypeAny } from 'zod';

/** Smaller is more: 2 group administrator, 3 order handler, 4 user, 6 read-only. */
export type Role = 2 | 3 | 4 | 6;

/**
 * One documented call of the ChemInventory API. All are POST with a JSON body that carries the token; the reply's
 * envelope `{status, data}` is taken off before `data` is checked.
 */
export interface Endpoint<Body extends ZodTypeAny = ZodTypeAny, Data extends ZodTypeAny = ZodTypeAny> {
	/** Below the base address, which ends in `/api`. */
	readonly path: string;
	/** `write` changes something: it is refused for read-only credentials and never repeated blindly. */
	readonly access: 'read' | 'write';
	readonly summary: string;
	/** Lowest role believed to be allowed; absent where nothing is known. */
	readonly minRole?: Role;
	/** The vendor's page says "administrators only". */
	readonly documentedAdminOnly?: boolean;
	readonly body: Body;
	readonly data: Data;
}

export type BodyOf<E extends Endpoint> = z.input<E['body']>;
export type DataOf<E extends Endpoint> = z.output<E['data']>;

/** Keeps the precise schema types of a literal. */
export function endpoint<B extends ZodTypeAny, D extends ZodTypeAny>(definition: Endpoint<B, D>): Endpoint<B, D> {
	return definition;
}
