import { barcodes, choice, ids, variants } from '../../../shared/form';
import type { Declared, Value } from '../../../shared/form';
import type { ItemCall } from '../../../shared/operation';
import { sideBySide } from '../../../shared/queue';
import { badInput } from '../../../shared/values/badInput';
import { readId } from '../../../shared/values/ids';
import { idsIn } from '../../../shared/writing/noted';
import type { ChemInventoryApi } from '../../service/api';
import type { NamedContainers } from './existing';
import { containerWithBarcode } from './picker';
import type { LocatedContainer } from './picker';

const containersBy = choice({
	displayName: 'Containers By',
	name: 'containersBy',
	type: 'options',
	options: [
		{ name: 'Barcode', value: 'barcode' },
		{ name: 'ID', value: 'id' },
	],
	default: 'barcode',
	description: 'How you identify the containers',
});

const containers: Declared<'string'> = {
	displayName: 'Containers',
	name: 'containers',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. ABC00123, ABC00124',
	description: 'One container or several, separated by commas or line breaks',
};

/** Several containers in one form: how they are named, and the list. */
export const containersPicker = variants(containersBy, {
	barcode: { barcodes: barcodes(containers) },
	id: { ids: ids(containers) },
});
export type ChosenContainers = Value<typeof containersPicker>;

type NonEmpty = [number, ...number[]];

/**
 * A write may hide a container from the next search for its barcode: it is deleted, got another barcode, or moved out of
 * "limit search to". So n8n's Retry On Fail takes the ids that the first try found.
 */
async function foundOnce(
	{ ledger, api, itemIndex }: ItemCall<ChemInventoryApi>,
	barcodes: readonly string[],
	label: string,
): Promise<number[]> {
	const found = await ledger.foundOnce(itemIndex, `containers ${barcodes.join('\n')}`, async () => ({
		ids: await sideBySide(
			barcodes,
			api.service.pace.worksAtOnce,
			async (barcode) => await containerWithBarcode(api, barcode, label),
		),
	}));
	return idsIn(found, 'ids');
}

export interface ContainersToChange extends NamedContainers {
	ids: NonEmpty;
}

/**
 * The containers that a write is to change, each once.
 * @throws Fault `badInput` if a barcode is not found or matches several containers
 */
export async function containersToChange(
	call: ItemCall<ChemInventoryApi>,
	chosen: ChosenContainers,
): Promise<ContainersToChange> {
	const found = chosen.chosen === 'id' ? chosen.ids : await foundOnce(call, chosen.barcodes, containers.displayName);
	const [first, ...others] = new Set(found);
	if (first === undefined) throw badInput(containers.displayName, 'is empty', 'Name at least one container.');
	return { ids: [first, ...others], mayBeMissing: chosen.chosen === 'id' };
}

export interface ContainerToChange extends NamedContainers {
	id: number;
}

/** The one container that a write is to change. @throws Fault `badInput` */
export async function containerToChange(
	call: ItemCall<ChemInventoryApi>,
	located: LocatedContainer,
): Promise<ContainerToChange> {
	const [found] = located.by === 'id' ? [located.id] : await foundOnce(call, [located.text], 'Container');
	const id = readId(found, 'Container');
	return { id, ids: [id], mayBeMissing: located.by === 'id' };
}
