import { timeLimits } from '../../shared/http/send';
import { fetchDetails } from '../service/api';
import type { ChemInventoryApi } from '../service/api';
import { rowsByIds } from './container/rows';

const text = (value: unknown) => (typeof value === 'string' ? value.trim().toLowerCase() : '');

/** Reports write people as `Given Family` or `Family, Given`; what names neither says nothing. */
function isSomebodyElse(shown: unknown, own: readonly string[]): boolean {
	const name = text(shown);
	return name !== '' && own.every((part) => part !== '') && !own.every((part) => name.includes(part));
}

/**
 * Of new containers, those that nobody else than the token's user added, as far as the service says who did. Somebody may
 * add one like it at the very moment when an answer is lost.
 * @throws Fault
 */
export async function notAddedByOthers<C extends { id: number }>(
	api: ChemInventoryApi,
	containers: readonly C[],
): Promise<C[]> {
	if (containers.length === 0) return [];
	const { user } = await fetchDetails(api);
	const own = [text(user.firstname), text(user.lastname)];
	const { table } = await rowsByIds(
		api,
		containers.map(({ id }) => id),
		timeLimits.list,
	);
	const others = new Set(
		table.rows.filter(({ usercreatedname }) => isSomebodyElse(usercreatedname, own)).map(({ id }) => Number(id)),
	);
	return containers.filter(({ id }) => !others.has(id));
}

/** Whether a request is certainly another user's. @throws Fault */
export async function ownerTest(api: ChemInventoryApi): Promise<(order: { userid?: number | null }) => boolean> {
	const { user } = await fetchDetails(api);
	return ({ userid }) => userid !== undefined && userid !== null && userid !== user.id;
}
