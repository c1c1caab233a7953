import { allOf } from '../../../../shared/allOf';
import { collection } from '../../../../shared/form';
import { ReadLater } from '../../../../shared/operation';
import type { ItemCall } from '../../../../shared/operation';
import { isNothing } from '../../../../shared/values/text';
import { readBack } from '../../../../shared/writing/readBack';
import { loadContainer } from '../../../contract/container';
import { containerRecords, shortContainer } from '../../../records/container/output';
import type { ContainerRow } from '../../../records/container/rows';
import { expectOwnFields } from '../../../records/customField/shown';
import { output } from '../../../records/output';
import { lookUpMissingStructures, missingStructures } from '../../../records/substance/structure';
import type { ChemInventoryApi } from '../../../service/api';
import { operation } from '../../operation';
import { newContainerForm } from './form';
import { addGroup, notCreated, rowOfItem } from './group';
import { checkAndGroup, planOf, thingsOfPlan } from './plan';

export const create = operation({
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a container',
		description: 'Add a container to a location. Items of the same substance and location are sent together.',
	},
	kind: 'write',
	short: shortContainer,
	form: {
		container: newContainerForm,
		raw: output('containers'),
		options: collection(
			{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
			{ missingStructures },
		),
	},
	prepare: planOf,
	checkAll: checkAndGroup,
	touches: thingsOfPlan,
	async run(call, { group, raw: isRaw, missingStructures: follow }) {
		if (!group) throw notCreated();
		const added = await addGroup(call, group);
		return new ReadLater(async () => {
			const { api, itemIndex } = call;
			const [row] = await allOf([rowOfItem(api, group, added, itemIndex), isRaw ? undefined : expectOwnFields(api)]);
			const shown = follow ? await withStructure(call, row, group.place.path) : row;
			const records = await containerRecords(api, [shown], isRaw);
			return records.map((record) => ({ ...record, before: null }));
		});
	},
});

/** Rows do not say whether the structure is missing, and show one that was looked up only some time later. */
async function withStructure(
	call: ItemCall<ChemInventoryApi>,
	row: ContainerRow,
	place: string,
): Promise<ContainerRow> {
	const id = Number(row.id);
	const loaded = await readBack(
		async () => await call.api.call(loadContainer, { containerid: id }),
		`Created in ${place}: ${id}. Do not create it again.`,
		{ containerIds: [id] },
	);
	const [followed] = await lookUpMissingStructures(call, [loaded]);
	return isNothing(followed?.isomericsmiles) ? row : { ...row, smiles: String(followed?.isomericsmiles) };
}
