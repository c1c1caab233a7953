import { NodeConnectionTypes } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { runOperations } from '../shared/runOperations';
import { slurpOperations } from './operations/slurp';
import { searchMappingTemplates } from './records/mappingTemplate';
import { searchProjects } from './records/project';
import { connectCdd } from './service/api';
import { cddVaultApiTest } from './service/credentialTest';

export class CddSlurp implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CDD Slurp',
		name: 'cddSlurp',
		icon: { light: 'file:../../icons/cddSlurp.svg', dark: 'file:../../icons/cddSlurp.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Import files into CDD Vault in bulk, and follow the import',
		defaults: { name: 'CDD Slurp' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'cddVaultApi', required: true, testedBy: 'cddVaultApiTest' }],
		properties: [
			// The only one. n8n describes a tool by the action of its operation only where that belongs to a resource.
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'hidden',
				noDataExpression: true,
				default: 'slurp',
				options: [{ name: 'Slurp', value: 'slurp' }],
			},
			...slurpOperations.properties,
		],
	};

	methods = {
		credentialTest: { cddVaultApiTest },
		listSearch: { searchMappingTemplates, searchProjects },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperations(this, slurpOperations.table, connectCdd);
	}
}
