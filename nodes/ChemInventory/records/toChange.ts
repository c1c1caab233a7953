import type { ItemCall } from '../../shared/operation';
import { readId } from '../../shared/values/ids';

/**
 * The ID of a record that a write is to change. The write may hide the record from the next look-up: it is deleted or
 * renamed. So n8n's Retry On Fail takes the ID that the first try found.
 * @param label of the field that names the record
 * @param named how the user names it, as plain data
 * @throws Fault `badInput` where `find` does
 */
export async function idToChange(
	{ ledger, itemIndex }: ItemCall<unknown>,
	label: string,
	named: unknown,
	find: () => Promise<{ id: number }>,
): Promise<number> {
	const { id } = await ledger.foundOnce(itemIndex, `${label} ${JSON.stringify(named)}`, async () => ({
		id: (await find()).id,
	}));
	return readId(id, label);
}
