import { Fault } from '../fault';
import { certificateTrouble, isEncryptionCode } from './certificate';
import type { CertificateTrouble } from './certificate';
import type { Failure } from './failure';
import { blockedByPolicy, provesNoEffect, refusedByProxy, tookTooLong } from './retry';

/** What was asked, for the words about it. */
export interface Asked {
	/** The service's name, as users know it. */
	service: string;
	access: 'read' | 'write';
	url: string;
}

/** Message and description. */
type Words = [message: string, description: string];

const proxySettings = 'HTTP_PROXY, HTTPS_PROXY and NO_PROXY';

const certificateWords: Record<CertificateTrouble, (host: string) => Words> = {
	untrusted: (host) => [
		'The certificate of the server is not trusted, so nothing was sent',
		`n8n does not trust who issued the certificate of ${host}. If it comes from your own organisation, or from a proxy that inspects the traffic, ask the administrator of n8n to put the file with its CA certificate into NODE_EXTRA_CA_CERTS of the n8n server. Otherwise check the address in the credential.`,
	],
	dates: (host) => [
		'The certificate of the server is out of date, so nothing was sent',
		`The certificate of ${host} has expired, or is not valid yet. Whoever runs this server must renew it. If it is still valid, check the clock of the n8n server. NODE_EXTRA_CA_CERTS does not help here.`,
	],
	hostName: (host) => [
		'The certificate of the server is for another address, so nothing was sent',
		`The certificate of the server at ${host} does not name this host. Check the address in the credential, or have the certificate issued for it. NODE_EXTRA_CA_CERTS does not help here.`,
	],
};

function proxyFix(statusCode: number | undefined, host: string): string {
	if (statusCode === 407)
		return `Ask the administrator of n8n to put the user name and password of the proxy into HTTP_PROXY and HTTPS_PROXY of the n8n server.`;
	if (statusCode === 403) return `Ask the administrator of the proxy to allow ${host}.`;
	return `Try again later. If this keeps happening, ask the administrator of the proxy about ${host}.`;
}

function proxyRefusalWords(failure: Failure, { service }: Asked, host: string): Words {
	const { proxy, statusCode, neverSent, isBlockPage } = failure;
	if (isBlockPage) {
		return [
			'A proxy or firewall refused the request',
			`A web page came back instead of data from ${service} at ${host} (HTTP status ${statusCode}). Ask your IT department whether a proxy or firewall between the n8n server and ${host} blocks it.`,
		];
	}
	const nothingSent = neverSent === true || statusCode === 407 || statusCode === 403;
	return [
		nothingSent
			? 'The proxy of the n8n server refused the request, so nothing was sent'
			: 'The proxy of the n8n server answered instead of the service',
		`${proxy === undefined ? 'The proxy' : `The proxy ${proxy}`} answered with HTTP status ${statusCode} when n8n asked it for ${service} at ${host}. ${proxyFix(statusCode, host)}`,
	];
}

function wordsFor(failure: Failure, asked: Asked): Words {
	const { networkCode, proxy } = failure;
	const { service, access } = asked;
	const { host } = new URL(asked.url);
	const provenUnsent = provesNoEffect(failure);
	if (networkCode === blockedByPolicy) {
		return [
			'n8n does not allow requests to this address, so nothing was sent',
			`The address policy of this n8n server (its protection against server-side request forgery) blocks ${host}. Check the address in the credential, or ask the administrator of n8n to allow it.`,
		];
	}
	if (networkCode === refusedByProxy) return proxyRefusalWords(failure, asked, host);
	const certificate = certificateTrouble(networkCode);
	if (certificate !== undefined) {
		const [message, description] = certificateWords[certificate](host);
		return [message, `${description} (${networkCode})`];
	}
	if (provenUnsent && proxy !== undefined) {
		return [
			'The proxy of the n8n server did not open a connection, so nothing was sent',
			`n8n goes to ${service} at ${host} through the proxy ${proxy}, and got no connection from it (${networkCode}). Ask the administrator of n8n to check ${proxySettings} of the n8n server, and whether the proxy runs.`,
		];
	}
	if (provenUnsent && isEncryptionCode(networkCode)) {
		return [
			'The server does not offer an encrypted connection that n8n can use, so nothing was sent',
			`n8n and ${host} did not agree on an encryption (${networkCode}). Check the address in the credential: it may be one for http, or the server may be too old.`,
		];
	}
	const tooSlow = networkCode === 'ECONNABORTED' || networkCode === 'ETIMEDOUT' || networkCode === tookTooLong;
	const way = proxy === undefined ? '' : ` through the proxy ${proxy}`;
	return [
		tooSlow ? 'The service did not answer in time' : 'The service could not be reached',
		`${service} at ${host}${way} gave no answer (${networkCode})${provenUnsent && access === 'write' ? ', and nothing was sent' : ''}. Check the address in the credential and the network of the n8n server.`,
	];
}

/** The service gave no answer: what to say of that. */
export function noAnswer(failure: Failure, asked: Asked): Fault {
	const [message, description] = wordsFor(failure, asked);
	return new Fault('unreachable', message, {
		description,
		httpCode: failure.networkCode,
		effect: asked.access === 'write' && !provesNoEffect(failure) ? 'unknown' : 'none',
	});
}
