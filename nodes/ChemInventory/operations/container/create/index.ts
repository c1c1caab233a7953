import { Fault } from '../../../../shared/fault';
import { collection } from '../../../../shared/form';
import { raw, shortContainer, toRecords } from '../../../records/output';
import { lookUpMissingStructures, missingStructures } from '../../../records/substance/structure';
import { operation } from '../../operation';
import { newContainerForm } from './form';
import { addGroup } from './group';
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
		raw,
		options: collection(
			{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
			{ missingStructures },
		),
	},
	prepare: planOf,
	checkAll: checkAndGroup,
	touches: thingsOfPlan,
	async run(call, { group, raw: isRaw, missingStructures: follow }) {
		const container = group && (await addGroup(call, group)).get(call.itemIndex);
		if (!container) throw notCreated();
		const containers = follow ? await lookUpMissingStructures(call, [container]) : [container];
		const records = await toRecords(call.api, containers, isRaw);
		return records.map((record) => ({ ...record, before: null }));
	},
});

function notCreated(): Fault {
	return new Fault('incomplete', 'No container was created for this item', {
		description: 'It could not be read when the others were sent. Run the step again for this item alone.',
	});
}
