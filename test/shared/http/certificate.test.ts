import { createServer } from 'node:net';

import { certificateTrouble } from '../../../nodes/shared/http/certificate';
import { noAnswer } from '../../../nodes/shared/http/noAnswer';
import { decideRetry, provesNoEffect } from '../../../nodes/shared/http/retry';
import { listening, plainServer, untrustedServer, withRealNetwork, writeInside } from '../../support/realNetwork';
import { forgetWaits, waits } from '../../support/waits';

withRealNetwork();
beforeEach(forgetWaits);

/** From Node.js' page on TLS, "X509 certificate error codes", and what it says of names. */
const codes: Array<[code: string, trouble: string]> = [
	['CERT_HAS_EXPIRED', 'dates'],
	['CERT_NOT_YET_VALID', 'dates'],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'hostName'],
	['ERR_TLS_CERT_ALTNAME_FORMAT', 'hostName'],
	['HOSTNAME_MISMATCH', 'hostName'],
	...[
		'UNABLE_TO_GET_ISSUER_CERT',
		'UNABLE_TO_GET_CRL',
		'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
		'UNABLE_TO_DECRYPT_CRL_SIGNATURE',
		'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
		'CERT_SIGNATURE_FAILURE',
		'CRL_SIGNATURE_FAILURE',
		'CRL_NOT_YET_VALID',
		'CRL_HAS_EXPIRED',
		'ERROR_IN_CERT_NOT_BEFORE_FIELD',
		'ERROR_IN_CERT_NOT_AFTER_FIELD',
		'ERROR_IN_CRL_LAST_UPDATE_FIELD',
		'ERROR_IN_CRL_NEXT_UPDATE_FIELD',
		'OUT_OF_MEM',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'SELF_SIGNED_CERT_IN_CHAIN',
		'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		'CERT_CHAIN_TOO_LONG',
		'CERT_REVOKED',
		'INVALID_CA',
		'PATH_LENGTH_EXCEEDED',
		'INVALID_PURPOSE',
		'CERT_UNTRUSTED',
		'CERT_REJECTED',
		'UNSPECIFIED',
	].map((code): [string, string] => [code, 'untrusted']),
];

describe('the codes of certificates', () => {
	it.each(codes)('%s proves that nothing was sent, and is tried once', (networkCode, trouble) => {
		expect(certificateTrouble(networkCode)).toBe(trouble);
		expect(provesNoEffect({ networkCode })).toBe(true);
		for (const access of ['read', 'write'] as const)
			expect(decideRetry({ access, networkCode, tries: 1, waited: 0, now: 0, random: 0 }).retry).toBe(false);
	});

	it.each([
		['CERT_HAS_EXPIRED', /expired.*renew/s],
		['HOSTNAME_MISMATCH', /does not name this host/],
		['SELF_SIGNED_CERT_IN_CHAIN', /put the file with its CA certificate into NODE_EXTRA_CA_CERTS/],
	])('%s says what to do about it', (networkCode, advice) => {
		const { kind, effect, message, description } = noAnswer(
			{ networkCode },
			{ service: 'Lab Service', access: 'write', url: 'https://lab.example/records' },
		);
		expect({ kind, effect }).toEqual({ kind: 'unreachable', effect: 'none' });
		expect(message).toMatch(/certificate.*nothing was sent$/);
		expect(description).toMatch(advice);
		expect(description).toContain('lab.example');
		expect(description).toContain(networkCode);
	});
});

describe('a write to a server', () => {
	it.each([1, 3_000_000])('whose certificate is not trusted does not leave (%i characters)', async (size) => {
		let requests = 0;
		const port = await untrustedServer((_request, response) => response.end(String(++requests)));
		const { fault } = await writeInside(`https://127.0.0.1:${port}/records`, { body: { note: 'x'.repeat(size) } });
		expect(fault).toMatchObject({
			kind: 'unreachable',
			effect: 'none',
			message: 'The certificate of the server is not trusted, so nothing was sent',
			httpCode: 'DEPTH_ZERO_SELF_SIGNED_CERT',
		});
		expect(fault?.description).toContain(`127.0.0.1:${port}`);
		expect(fault?.description).toContain('NODE_EXTRA_CA_CERTS');
		expect(requests).toBe(0);
		expect(waits).toEqual([]);
	});

	it('that speaks no encryption does not leave', async () => {
		const port = await plainServer((_request, response) => response.end('{}'));
		const { fault } = await writeInside(`https://127.0.0.1:${port}/records`);
		expect(fault).toMatchObject({
			kind: 'unreachable',
			effect: 'none',
			message: 'The server does not offer an encrypted connection that n8n can use, so nothing was sent',
		});
	});

	it('that resets the connection before the encryption stands has not left, and is tried again', async () => {
		let connections = 0;
		const port = await listening(
			createServer((socket) => {
				connections++;
				socket.once('data', () => socket.resetAndDestroy());
			}),
		);
		const { fault } = await writeInside(`https://127.0.0.1:${port}/records`);
		expect(fault).toMatchObject({ kind: 'unreachable', effect: 'none', httpCode: 'ECONNRESET' });
		expect(fault?.description).toContain('nothing was sent');
		expect(connections).toBe(4);
	});

	it('that resets it later may have taken effect, and is sent once', async () => {
		let requests = 0;
		const port = await plainServer((request) => {
			requests++;
			request.socket.resetAndDestroy();
		});
		const { fault } = await writeInside(`http://127.0.0.1:${port}/records`);
		expect(fault).toMatchObject({ kind: 'unreachable', effect: 'unknown' });
		expect(fault?.description).not.toContain('nothing was sent');
		expect(requests).toBe(1);
	});
});

describe('the codes of an encryption', () => {
	it.each(['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_UNSUPPORTED_PROTOCOL', 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'])(
		'%s comes before a request leaves',
		(networkCode) => expect(provesNoEffect({ networkCode })).toBe(true),
	);

	it.each(['EPROTO', 'ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC', 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR'])(
		'%s may come after it, so the connection must show that nothing left',
		(networkCode) => {
			expect(provesNoEffect({ networkCode })).toBe(false);
			expect(provesNoEffect({ networkCode, neverSent: true })).toBe(true);
		},
	);
});
