/** What is wrong with a server's certificate, in as far as there are different things to do about it. */
export type CertificateTrouble = 'dates' | 'hostName' | 'untrusted';

const dates = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];
const hostName = ['ERR_TLS_CERT_ALTNAME_FORMAT', 'ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH'];
/** The other codes of Node.js' page "X509 certificate error codes". */
const untrusted = [
	'CERT_CHAIN_TOO_LONG',
	'CERT_REJECTED',
	'CERT_REVOKED',
	'CERT_SIGNATURE_FAILURE',
	'CERT_UNTRUSTED',
	'CRL_HAS_EXPIRED',
	'CRL_NOT_YET_VALID',
	'CRL_SIGNATURE_FAILURE',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'ERROR_IN_CERT_NOT_AFTER_FIELD',
	'ERROR_IN_CERT_NOT_BEFORE_FIELD',
	'ERROR_IN_CRL_LAST_UPDATE_FIELD',
	'ERROR_IN_CRL_NEXT_UPDATE_FIELD',
	'INVALID_CA',
	'INVALID_PURPOSE',
	'OUT_OF_MEM',
	'PATH_LENGTH_EXCEEDED',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
	'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
	'UNABLE_TO_DECRYPT_CRL_SIGNATURE',
	'UNABLE_TO_GET_CRL',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'UNSPECIFIED',
];

const troubles = new Map<string, CertificateTrouble>([
	...dates.map((code) => [code, 'dates'] as const),
	...hostName.map((code) => [code, 'hostName'] as const),
	...untrusted.map((code) => [code, 'untrusted'] as const),
]);

/** undefined if the code is about something else. */
export const certificateTrouble = (networkCode: string): CertificateTrouble | undefined => troubles.get(networkCode);

/** Codes of an encryption that never came about. Others (`EPROTO`, an alert) may come at any time, also after the request. */
const handshakeCodes = new Set([
	'ERR_SSL_DH_KEY_TOO_SMALL',
	'ERR_SSL_EE_KEY_TOO_SMALL',
	'ERR_SSL_HTTP_REQUEST',
	'ERR_SSL_NO_CIPHERS_AVAILABLE',
	'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
	'ERR_SSL_NO_SHARED_CIPHER',
	'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
	'ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY',
	'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
	'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
	'ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED',
	'ERR_SSL_UNSUPPORTED_PROTOCOL',
	'ERR_SSL_WRONG_VERSION_NUMBER',
]);

export const isHandshakeCode = (networkCode: string): boolean => handshakeCodes.has(networkCode);

/** Whether a code comes from the encryption at all. */
export const isEncryptionCode = (networkCode: string): boolean =>
	networkCode === 'EPROTO' || networkCode.startsWith('ERR_SSL_');
