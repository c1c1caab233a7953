import type { ICredentialDataDecryptedObject, IDataObject, IHttpRequestOptions } from 'n8n-workflow';

/** Kept in this file, so that no workflow can set it: not by a field, and not by an expression. */
const ours: unique symbol = Symbol('a request of this package');

type OwnRequest = IHttpRequestOptions & { [ours]?: () => Promise<void> };

/**
 * Says that this package has made the request. The mark outlives a spread of the object, and goes neither into JSON nor onto the wire.
 * @param leave waits until the request may leave
 */
export function markAsOurs(request: IHttpRequestOptions, leave: () => Promise<void>): IHttpRequestOptions {
	const own: OwnRequest = { ...request, [ours]: leave };
	return own;
}

/**
 * Waits until the request may leave. n8n asks a credential for it last of all: by then it has read the credential from its
 * database, and the request takes nobody's place for that.
 */
export async function waitToLeave(request: OwnRequest): Promise<void> {
	await request[ours]?.();
}

/** undefined for what is no address */
function originOf(url: string, base?: string): string | undefined {
	return URL.canParse(url, base) ? new URL(url, base).origin : undefined;
}

/**
 * The one decision about the token: it goes along with requests that `send` has made, to the server that the
 * credential names. n8n asks `authenticate` for other nodes' requests as well, those of the HTTP Request node first of all.
 * @param readBase reads the credential's own address
 */
export function mayCarryToken(request: IHttpRequestOptions, readBase: () => string): boolean {
	return ours in request && originOf(request.url, request.baseURL) === new URL(readBase()).origin;
}

/** Tokens are pasted, with blanks and line breaks around them. */
export function readToken({ apiToken }: ICredentialDataDecryptedObject | IDataObject): string {
	return String(apiToken ?? '').trim();
}
