import { collection } from '../../../shared/form';
import { loadContainer } from '../../contract/container';
import { containerRecords, shortContainer } from '../../records/container/output';
import { containerPicker, findContainerId } from '../../records/container/picker';
import { output } from '../../records/output';
import { lookUpMissingStructures, missingStructures } from '../../records/substance/structure';
import { operation } from '../operation';

export const get = operation({
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a container',
		description: 'Retrieve one container with its location, size, hazards and custom fields',
	},
	kind: 'read',
	short: shortContainer,
	form: {
		container: containerPicker,
		raw: output('containers'),
		options: collection(
			{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
			{ missingStructures },
		),
	},
	async run(call, form) {
		const { api } = call;
		const containerid = await findContainerId(api, form.container);
		const loaded = [await api.call(loadContainer, { containerid })];
		const containers = form.options.missingStructures ? await lookUpMissingStructures(call, loaded) : loaded;
		return await containerRecords(api, containers, form.raw);
	},
});
