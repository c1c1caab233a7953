import { untrustedServer, withRealNetwork } from '../../support/realNetwork';
import { locator, runSlurp } from './onSlurp';

withRealNetwork();

describe('an upload to a server whose certificate is not trusted', () => {
	it('has not left, and is not told as an outcome that nobody knows', async () => {
		let requests = 0;
		const port = await untrustedServer((_request, response) => response.end(String(++requests)));
		const { error } = await runSlurp(
			{ url: `https://127.0.0.1:${port}/api/v1`, token: 'fake-token-for-tests', vaultId: 1 },
			{ project: locator('id', 1), mappingTemplate: locator('id', 1) },
		);
		expect(error?.message).toBe('The certificate of the server is not trusted, so nothing was sent [row 1]');
		expect(error?.description).toContain(`127.0.0.1:${port}`);
		expect(error?.description).toContain('NODE_EXTRA_CA_CERTS');
		expect(requests).toBe(0);
	});
});
