import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

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
			displayName: 'Read Only',
			name: 'readOnly',
			type: 'boolean',
			default: false,
			description: 'Whether to refuse every operation that changes data, before anything is sent',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { 'X-CDD-Token': '={{ $credentials.apiToken }}' } },
	};

	/**
	 * One request proves both: a wrong token is refused with 401, a vault that the token cannot see with 404. Plain http
	 * would show the token to the network, so it is for this machine alone here, too.
	 */
	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ $credentials.server === "custom" ? $credentials.url.trim().replace(/\\/+$/, "").replace(/^http:\\/\\/(?!(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\])(:\\d+)?(\\/|$))/i, "https://") : $credentials.server === "eu" ? "https://eu.collaborativedrug.com/api/v1" : "https://app.collaborativedrug.com/api/v1" }}',
			url: '=/vaults/{{ encodeURIComponent($credentials.vaultId.toString().trim()) }}/projects',
			disableFollowRedirect: true,
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'CDD Vault does not know this API token. Check the token, and the server: a token of one region is unknown in the other.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'The API token is right, but its user may not use this vault. Check the vault ID, and that API access is switched on for the vault.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'The API token is right, but there is no vault with this vault ID for it. Check the vault ID and the server.',
				},
			},
		],
	};
}
