import { Fault } from '../../../shared/fault';
import { ids } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { idsIn, idsText, imageIn } from '../../../shared/writing/noted';
import { readBack } from '../../../shared/writing/readBack';
import { addToCollection } from '../../contract/myCollection';
import { refuseMissingContainers } from '../../records/container/existing';
import { containerIdsOnList } from '../../records/myCollection';
import { operation } from '../operation';

/** The endpoint says nothing about ids that it did not add, so the list is read before and after. */
export const add = operation({
	option: {
		name: 'Add',
		value: 'add',
		action: 'Add containers to my collection',
		description: 'Put containers on the list, by ID. Those that are on it already stay.',
	},
	kind: 'write',
	form: {
		containerIds: ids({
			displayName: 'Container IDs',
			name: 'containerIds',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 371902, 371903',
			description: 'One ID or several, comma-separated, or a list from an expression',
		}),
	},
	checkAll: async (call, items, refuse) =>
		await refuseMissingContainers(
			call,
			items.map(({ itemIndex, plan }) => ({ itemIndex, plan: { ids: plan.containerIds, mayBeMissing: true } })),
			refuse,
			'Container IDs',
		),
	touches: () => [thing('my collection')],
	async run(call, { containerIds }) {
		const { api } = call;
		const missingFromList = async () => {
			const present = new Set(await containerIdsOnList(api));
			return containerIds.filter((id) => !present.has(id));
		};
		let missingBefore: number[] = [];
		const { answer, before } = await applyOnce(call, {
			step: addToCollection.path,
			values: [containerIds],
			look: async () => {
				missingBefore = await missingFromList();
				return { missingBefore, image: { onList: containerIds.filter((id) => !missingBefore.includes(id)) } };
			},
			already: () => (missingBefore.length === 0 ? { missingBefore } : undefined),
			send: async () => {
				const [first, ...others] = missingBefore;
				if (first !== undefined) await api.call(addToCollection, { containerid: [first, ...others] });
				return { missingBefore };
			},
			settle: async (noted) => {
				const missing = await missingFromList();
				return missing.length === 0
					? { applied: true, answer: { missingBefore: idsIn(noted, 'missingBefore') } }
					: {
							applied: false,
							seen: `${missing.length} of ${containerIds.length} containers are not on the list: ${idsText(missing)}.`,
						};
			},
			whereToLook: 'Look at My Collection in ChemInventory before you run this step again.',
		});
		const added = idsIn(answer, 'missingBefore');
		const changed = added.length > 0;
		const notAdded = changed
			? await readBack(missingFromList, 'Look at My Collection in ChemInventory.', { containerIds })
			: await missingFromList();
		if (notAdded.length > 0) {
			throw new Fault('incomplete', 'Not all containers were added to My Collection', {
				description: `Not on the list: ${idsText(notAdded)}. Check these IDs; containers of other inventories or deleted ones cannot be added.`,
				facts: { notAdded },
				tellsOfChange: changed,
			});
		}
		return {
			added: added.length,
			containerIds,
			alreadyOnList: containerIds.length - added.length,
			before: imageIn(before, 'image'),
		};
	},
});
