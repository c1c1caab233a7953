import { Container, fromN8nCore } from './n8nCore';

interface Settings {
	SsrfProtectionConfig: abstract new () => { enabled: boolean };
}

const { SsrfProtectionConfig }: Settings = fromN8nCore('@n8n/config');

/** n8n refuses requests to private addresses during the tests of a file, as an administrator may have it. */
export function refusePrivateAddresses(): void {
	const policy = Container.get(SsrfProtectionConfig);
	beforeAll(() => {
		policy.enabled = true;
	});
	afterAll(() => {
		policy.enabled = false;
	});
}
