import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { readBase } from '../nodes/ChemInventory/service/connection';
import { mayCarryToken, readToken, waitToLeave } from '../nodes/shared/http/ownRequest';

const isPlainObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

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
				"If set, nothing is done while a different inventory is active. Leave empty if the token's user has only one inventory.",
		},
		{
			displayName: 'Read Only',
			name: 'readOnly',
			type: 'boolean',
			default: false,
			description: 'Whether to refuse every operation that changes data, before anything is sent',
		},
	];

	/** ChemInventory takes the token as a key of every body. A form or a list has no room for one, and goes as it is. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const body = request.body ?? {};
		const carriesToken = isPlainObject(body) && mayCarryToken(request, () => readBase(credentials));
		// Last of all: what fails before is known not to have been sent.
		await waitToLeave(request);
		return carriesToken ? { ...request, body: { ...body, authtoken: readToken(credentials) } } : request;
	}
}
