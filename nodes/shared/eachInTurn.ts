import type { IExecuteFunctions } from 'n8n-workflow';

import { asError } from './fault';
import { throwIfCanceled } from './http/pause';

/**
 * Does the work of items one after the other, in their order; after an error it goes on only where the node continues on
 * fail.
 * @returns what came of each item that was tried
 */
export async function eachInTurn<T>(
	functions: IExecuteFunctions,
	itemIndexes: readonly number[],
	work: (itemIndex: number) => Promise<T>,
): Promise<Map<number, Error | T>> {
	const results = new Map<number, Error | T>();
	const attempt = async (itemIndex: number): Promise<Error | T> => {
		try {
			throwIfCanceled(functions.getExecutionCancelSignal());
			return await work(itemIndex);
		} catch (thrown) {
			return asError(thrown);
		}
	};
	for (const itemIndex of itemIndexes) {
		const result = await attempt(itemIndex);
		results.set(itemIndex, result);
		if (result instanceof Error && !functions.continueOnFail()) break;
	}
	return results;
}
