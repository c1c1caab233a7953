import { NodeConnectionTypes } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { withoutService } from '../shared/backup/withoutService';
import { runOperations } from '../shared/runOperations';
import { backupOperations } from './operations/backup';

export class CddVault implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CDD Vault',
		name: 'cddVault',
		icon: { light: 'file:../../icons/cddVault.svg', dark: 'file:../../icons/cddVault.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Check and compare backups of CDD Vault, or start a workflow when samples, batches or imports are new or change',
		defaults: { name: 'CDD Vault' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [{ name: 'Backup', value: 'backup' }],
				default: 'backup',
			},
			...backupOperations.properties,
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperations(this, backupOperations.table, withoutService);
	}
}
