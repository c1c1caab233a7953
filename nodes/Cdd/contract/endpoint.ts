import type { z, ZodTypeAny } from 'zod';

export type HttpMethod = 'DELETE' | 'GET' | 'POST' | 'PUT';

/**
 * One documented call of the CDD Vault API. Nodes send by it, the sandbox answers by it, the OpenAPI description
 * is generated from it.
 */
export interface Endpoint<
	Query extends ZodTypeAny = ZodTypeAny,
	Body extends ZodTypeAny = ZodTypeAny,
	Reply extends ZodTypeAny = ZodTypeAny,
> {
	readonly method: HttpMethod;
	/** Below `/vaults/{vault_id}`; below the base address where `scope` is `service`. Holes: `{id}`. */
	readonly path: string;
	readonly scope: 'service' | 'vault';
	/** `write` changes records: it is refused for read-only credentials and never repeated blindly. */
	readonly access: 'read' | 'write';
	readonly summary: string;
	readonly query?: Query;
	readonly body?: Body;
	readonly reply: Reply;
}

export type QueryOf<E extends Endpoint> = E extends Endpoint<infer Q, ZodTypeAny, ZodTypeAny> ? z.input<Q> : object;
export type BodyOf<E extends Endpoint> = E extends Endpoint<ZodTypeAny, infer B, ZodTypeAny> ? z.input<B> : object;
export type ReplyOf<E extends Endpoint> = z.output<E['reply']>;

/** Keeps the precise schema types of a literal. */
export function endpoint<Q extends ZodTypeAny, B extends ZodTypeAny, R extends ZodTypeAny>(
	definition: Omit<Endpoint<Q, B, R>, 'scope'> & { scope?: 'service' | 'vault' },
): Endpoint<Q, B, R> {
	return { scope: 'vault', ...definition };
}
