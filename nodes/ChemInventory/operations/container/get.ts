import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { readCollection } from '../../../shared/values/collection';
import { loadContainer } from '../../contract/container';
import { readContainerId } from '../../records/container/chosen';
import { containerField } from '../../records/container/picker';
import { rawDataField, shortContainer, toRecords } from '../../records/output';
import { followUpStructures, followUpStructuresField } from '../../records/substance/structure';
import type { ChemInventoryApi } from '../../service/api';

export const get: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a container',
		description: 'Retrieve one container with its location, size, hazards and custom fields',
	},
	kind: 'read',
	short: shortContainer,
	fields: [
		containerField,
		rawDataField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [followUpStructuresField],
		},
	],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const loaded = [await api.call(loadContainer, { containerid: await readContainerId(call, itemIndex) })];
		const { followUpStructures: follow } = readCollection(functions, 'options', itemIndex);
		const containers = follow === true ? await followUpStructures(call, itemIndex, loaded) : loaded;
		return await toRecords(api, containers, wantsRaw(functions, itemIndex));
	},
};
