import type { Located } from '../../../shared/form';
import type { ItemCall, OperationCall } from '../../../shared/operation';
import { readId } from '../../../shared/values/ids';
import type { CddApi } from '../../service/api';
import { sampleWithBarcode } from './byBarcode';
import { sampleCalled } from './byName';

export type LocatedSample = Located<'barcode' | 'id' | 'name'>;

/** The sample that a form names. @throws Fault `badInput` if none fits, or several */
export async function sampleIdOf(
	call: Pick<OperationCall<CddApi>, 'api' | 'hint'>,
	located: LocatedSample,
): Promise<number> {
	if (located.by === 'id') return located.id;
	return located.by === 'name' ? await sampleCalled(call, located.text) : await sampleWithBarcode(call, located.text);
}

/**
 * The same for a write, which may hide its sample from the next look-up: it is deleted, or its tube gets another barcode.
 * So n8n's Retry On Fail, which runs the node again, takes the ID that the first try found.
 * @throws Fault `badInput`
 */
export async function sampleIdToChange(call: ItemCall<CddApi>, located: LocatedSample): Promise<number> {
	if (located.by === 'id') return located.id;
	const what = `sample by ${located.by} ${located.text}`;
	const { id } = await call.ledger.foundOnce(call.itemIndex, what, async () => ({
		id: await sampleIdOf(call, located),
	}));
	return readId(id, 'Sample');
}
