import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { readCredential } from '../../shared/credential';
import { readToken } from '../../shared/http/ownRequest';
import type { RequestContext } from '../../shared/http/send';
import { readBaseUrl } from '../../shared/values/baseUrl';
import { cleanText } from '../../shared/values/cleaning';
import { readId } from '../../shared/values/ids';

export const chemInventoryCredential = 'chemInventoryApi';

/** What the credential says, ready to use. */
export interface ChemInventoryConnection {
	/** Ends in `/api`. */
	readonly base: string;
	readonly readOnly: boolean;
	/** The inventory that must be the active one; undefined if any will do. */
	readonly inventoryId?: number;
	/** Texts that no error may show. */
	readonly secrets: readonly string[];
}

/**
 * The base address, given with or without a slash at the end and with or without `/api`.
 * @throws Fault `badInput`
 */
export function readBase({ baseUrl }: ICredentialDataDecryptedObject | IDataObject): string {
	const text = readBaseUrl(baseUrl, 'Base URL', 'https://app.cheminventory.net/api');
	return text.endsWith('/api') ? text : `${text}/api`;
}

/** @throws Fault `badInput` naming the field of the credential */
export function toConnection(credential: ICredentialDataDecryptedObject | IDataObject): ChemInventoryConnection {
	const inventory = cleanText(String(credential.inventoryId ?? ''));
	return {
		base: readBase(credential),
		readOnly: credential.readOnly === true,
		inventoryId: inventory === '' ? undefined : readId(inventory, 'Inventory ID'),
		secrets: [readToken(credential)],
	};
}

/** Reads the credential. @throws Fault `badInput`, `unsupported` */
export async function readConnection(context: RequestContext): Promise<ChemInventoryConnection> {
	return toConnection(await readCredential(context, chemInventoryCredential));
}
