import { Fault } from '../../../../shared/fault';
import { collection } from '../../../../shared/form';
import type { Container } from '../../../contract/container';
import { raw, shortContainer, toRecords } from '../../../records/output';
import { lookUpMissingStructures, missingStructures } from '../../../records/substance/structure';
import { operation } from '../../operation';
import { newContainerForm } from './form';
import { addGroup } from './group';
import type { Group } from './group';
import { groupDrafts, noteMembers, readDrafts } from './plan';

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
		raw,
		options: collection(
			{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
			{ missingStructures },
		),
	},
	async runAll(call, items) {
		const { api } = call;
		const drafts = await readDrafts(call, items);
		const groups = await groupDrafts(call, drafts);
		const sent = new Map<Group, Promise<Map<number, Container>>>();
		const send = async (group: Group) => {
			noteMembers(call, group);
			return await addGroup(call, group);
		};
		return await drafts.carryOut(async (itemIndex, { raw: isRaw, missingStructures: follow }) => {
			const group = groups.find(({ members }) => members.includes(itemIndex));
			const sending = group && (sent.get(group) ?? send(group));
			if (group && sending) sent.set(group, sending);
			const container = (await sending)?.get(itemIndex);
			if (!container) throw notCreated();
			const containers = follow ? await lookUpMissingStructures(call, itemIndex, [container]) : [container];
			const records = await toRecords(api, containers, isRaw);
			return records.map((record) => ({ ...record, before: null }));
		});
	},
});

function notCreated(): Fault {
	return new Fault('incomplete', 'No container was created for this item', {
		description: 'It could not be read when the others were sent. Run the step again for this item alone.',
	});
}
