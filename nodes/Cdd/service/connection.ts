import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { readCredential } from '../../shared/credential';
import { readToken } from '../../shared/http/ownRequest';
import type { RequestContext } from '../../shared/http/send';
import { readBaseUrl } from '../../shared/values/baseUrl';
import { readId } from '../../shared/values/ids';
import { readTextOrNothing } from '../../shared/values/text';

export const cddCredential = 'cddVaultApi';

/** What the credential says, ready to use. */
export interface CddConnection {
	/** The service's base address, ending in `/api/v1`. */
	readonly base: string;
	readonly vaultId: number;
	readonly readOnly: boolean;
	/** The full name of the token's user, where the credential says it. */
	readonly apiUser?: string;
	/** The event field that holds the barcodes of samples, where the credential says it. */
	readonly barcodeField?: string;
	/** Texts that no error may show. */
	readonly secrets: readonly string[];
}

const usServer = 'https://app.collaborativedrug.com/api/v1';
const servers: ReadonlyMap<unknown, string> = new Map([
	['us', usServer],
	['eu', 'https://eu.collaborativedrug.com/api/v1'],
]);

/** @throws Fault `badInput` naming the field of the credential */
export function readBase({ server, url }: ICredentialDataDecryptedObject | IDataObject): string {
	return servers.get(server) ?? readBaseUrl(url, 'URL', usServer);
}

/** @throws Fault `badInput` naming the field of the credential */
export function toConnection(credential: ICredentialDataDecryptedObject | IDataObject): CddConnection {
	return {
		base: readBase(credential),
		vaultId: readId(credential.vaultId, 'Vault ID'),
		readOnly: credential.readOnly === true,
		apiUser: readTextOrNothing(credential.apiUser, 'Name of the API User')?.trim(),
		barcodeField: readTextOrNothing(credential.barcodeField, 'Barcode Field'),
		secrets: [readToken(credential)],
	};
}

/** Reads the credential. @throws Fault `badInput`, `unsupported` */
export async function readConnection(context: RequestContext): Promise<CddConnection> {
	return toConnection(await readCredential(context, cddCredential));
}
