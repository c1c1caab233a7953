import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';

import { authenticationField } from '../shared/form/onceConnected';
import { runPoll } from '../shared/polling/runPoll';
import { searchLocations } from './records/location';
import { fieldLists } from './records/recordFields';
import { connectChemInventory } from './service/api';
import { chemInventoryApiTest } from './service/credentialTest';
import { chemInventoryEvents } from './trigger';
import { getDateFields, getNumberFields } from './trigger/stockFields';

export class ChemInventoryTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ChemInventory Trigger',
		name: 'chemInventoryTrigger',
		icon: {
			light: 'file:../../icons/chemInventoryTrigger.svg',
			dark: 'file:../../icons/chemInventoryTrigger.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] }}',
		description:
			'Work with locations, barcodes, files and safety data in ChemInventory, or start a workflow when stock is low, something expires, or containers and orders change',
		defaults: { name: 'ChemInventory Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'chemInventoryApi',
				required: true,
				testedBy: 'chemInventoryApiTest',
				displayOptions: { show: { authentication: ['apiToken', 'notChosen'] } },
			},
		],
		properties: [
			authenticationField,
			{
				displayName: 'Event',
				name: 'event',
				type: 'options',
				noDataExpression: true,
				options: chemInventoryEvents.options,
				default: 'containerAdded',
				description:
					'What starts the workflow. An entry that appears in the audit log more than ten minutes late may be missed.',
			},
			...chemInventoryEvents.fields,
		],
	};

	methods = {
		credentialTest: { chemInventoryApiTest },
		listSearch: { searchLocations },
		loadOptions: { getDateFields, getNumberFields, ...fieldLists('containerEvents', 'containers', 'orders') },
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await runPoll(this, chemInventoryEvents, connectChemInventory);
	}
}
