import type { IExecuteFunctions } from 'n8n-workflow';
import type { z, ZodTypeAny } from 'zod';

/**
 * A look-up that decides what a write sends, fetched once per execution. It is kept in the node's context, which survives
 * n8n's Retry On Fail: fetched again, it may see the effect of the very write whose answer was lost, and the same item
 * would become another request, which the ledger of writes does not know.
 * @param key the place in the node's context, and what the look-up was about
 * @param schema the form of the result, which must be plain data
 */
export async function oncePerExecution<Schema extends ZodTypeAny>(
	functions: IExecuteFunctions,
	key: string,
	schema: Schema,
	fetch: () => Promise<z.output<Schema>>,
): Promise<z.output<Schema>> {
	const context = functions.getContext('node');
	const known = schema.safeParse(context[key]);
	if (known.success) return known.data;
	const fetched = await fetch();
	context[key] = fetched;
	return fetched;
}
