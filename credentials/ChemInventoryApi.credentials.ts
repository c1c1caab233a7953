import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

export class ChemInventoryApi implements ICredentialType {
	name = 'chemInventoryApi';

	displayName = 'ChemInventory API';

	icon = { light: 'file:../icons/chemInventory.svg', dark: 'file:../icons/chemInventory.dark.svg' } as const;

	documentationUrl = 'https://www.cheminventory.net/support/api/';

	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://app.cheminventory.net/api',
			required: true,
			description:
				'The address of the API. Dedicated and self-hosted sites have their own, which ends in /api as well.',
		},
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'A group administrator creates it in ChemInventory. It acts with the rights of the user that it belongs to.',
		},
		{
			displayName: 'Inventory ID',
			name: 'inventoryId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 873',
			description:
				"Refuses to work when another inventory is the active one of the token's user. Leave empty if that user has one inventory.",
		},
		{
			displayName: 'Read Only',
			name: 'readOnly',
			type: 'boolean',
			default: false,
			description: 'Whether to refuse every operation that changes data, before anything is sent',
		},
	];

	/** The service wants the token as a key of every body. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const body = typeof requestOptions.body === 'object' && requestOptions.body !== null ? requestOptions.body : {};
		return { ...requestOptions, body: { ...body, authtoken: credentials.apiToken } };
	}
}
