import { badInput } from './badInput';

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * The address of a service, without a slash at the end. Plain HTTP would show the token to the network, so it is
 * for a test server on the same machine alone.
 * @throws Fault `badInput`
 */
export function readBaseUrl(value: unknown, label: string, example: string): string {
	const text = typeof value === 'string' ? value.trim().replace(/\/+$/, '') : '';
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || !['http:', 'https:'].includes(url.protocol)) {
		throw badInput(label, 'of the credential is not a web address', `Write it in full, such as ${example}.`);
	}
	if (url.protocol === 'http:' && !loopback.test(url.hostname)) {
		throw badInput(
			label,
			'of the credential must start with https://',
			'Plain http is allowed for a test server on the same machine only, because it shows the API token to the network.',
		);
	}
	if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
		throw badInput(
			label,
			'of the credential contains more than the address',
			`Leave out a user name, a password, and what follows a ? or #. Write it such as ${example}.`,
		);
	}
	return text;
}
