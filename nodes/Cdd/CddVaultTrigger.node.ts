import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';

import { runPoll } from '../shared/polling/runPoll';
import { getProjects } from './records/project';
import { fieldLists } from './records/recordFields';
import { connectCdd } from './service/api';
import { cddVaultApiTest } from './service/credentialTest';
import { cddEvents } from './trigger';

export class CddVaultTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CDD Vault Trigger',
		name: 'cddVaultTrigger',
		icon: { light: 'file:../../icons/cddVaultTrigger.svg', dark: 'file:../../icons/cddVaultTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] }}',
		description:
			'Check and compare backups of CDD Vault, or start a workflow when samples, batches or imports are new or change',
		defaults: { name: 'CDD Vault Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'cddVaultApi', required: true, testedBy: 'cddVaultApiTest' }],
		properties: [
			{
				displayName: 'Event',
				name: 'event',
				type: 'options',
				noDataExpression: true,
				options: cddEvents.options,
				default: 'sampleCreated',
				description:
					'What starts the workflow. A record that appears in CDD Vault more than ten minutes late may be missed.',
			},
			...cddEvents.fields,
		],
	};

	methods = {
		credentialTest: { cddVaultApiTest },
		loadOptions: { getProjects, ...fieldLists('batches', 'samples') },
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await runPoll(this, cddEvents, connectCdd);
	}
}
