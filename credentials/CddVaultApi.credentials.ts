import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { readBase } from '../nodes/Cdd/service/connection';
import { mayCarryToken, readToken, waitToLeave } from '../nodes/shared/http/ownRequest';

export class CddVaultApi implements ICredentialType {
	name = 'cddVaultApi';

	displayName = 'CDD Vault API';

	icon = { light: 'file:../icons/cddVault.svg', dark: 'file:../icons/cddVault.dark.svg' } as const;

	documentationUrl = 'https://support.collaborativedrug.com/hc/en-us/articles/115005682943';

	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Server',
			name: 'server',
			type: 'options',
			options: [
				{ name: 'US (app.collaborativedrug.com)', value: 'us' },
				{ name: 'EU (eu.collaborativedrug.com)', value: 'eu' },
				{ name: 'Custom URL', value: 'custom' },
			],
			default: 'us',
			description: 'Where your vault is: the address you see in the browser when you use CDD Vault',
		},
		{
			displayName: 'URL',
			name: 'url',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://app.collaborativedrug.com/api/v1',
			description: 'The address of the API, without a slash at the end',
			displayOptions: { show: { server: ['custom'] } },
		},
		{
			displayName: 'Vault ID',
			name: 'vaultId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 4598',
			description: 'The number after /vaults/ in the address of CDD Vault in your browser',
		},
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Create it in CDD Vault under Settings > Account > API Tokens. The vault needs API access, which CDD Vault support switches on.',
		},
		{
			displayName: 'Name of the API User',
			name: 'apiUser',
			type: 'string',
			default: '',
			placeholder: 'e.g. Inventory Robot',
			description:
				'The full name that CDD Vault shows as the owner of what is made with this token. If the answer to a change gets lost, the node uses it to recognise its own change among those of others.',
		},
		{
			displayName: 'Barcode Field',
			name: 'barcodeField',
			type: 'string',
			default: '',
			placeholder: 'e.g. Tube Barcode',
			description:
				'The name of the event field that holds the barcodes of your samples, for choosing samples By Barcode. Leave empty if it is called Barcode.',
		},
		{
			displayName: 'Read Only',
			name: 'readOnly',
			type: 'boolean',
			default: false,
			description: 'Whether to refuse every operation that changes data, before anything is sent',
		},
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const carriesToken = mayCarryToken(request, () => readBase(credentials));
		// Last of all: what fails before is known not to have been sent.
		await waitToLeave(request);
		if (!carriesToken) return request;
		return { ...request, headers: { ...request.headers, 'X-CDD-Token': readToken(credentials) } };
	}
}
