import { Pace } from '../../../nodes/shared/http/pace';
import { send } from '../../../nodes/shared/http/send';
import type { ServiceRequest } from '../../../nodes/shared/http/send';
import { refusePrivateAddresses } from '../../support/addressPolicy';
import { insideNode } from '../../support/probe';
import { waits } from '../../support/waits';

refusePrivateAddresses();

const service = { name: 'Lab Service', credentialType: 'cddVaultApi', readOnly: false, pace: new Pace() };

const attempt = async (request: Partial<ServiceRequest>) =>
	await insideNode(
		async (functions) =>
			await send(functions, service, {
				method: 'GET',
				url: 'http://127.0.0.1:9/records',
				access: 'read',
				timeLimit: 30_000,
				...request,
			}),
	);

describe('an address that the policy of n8n does not allow', () => {
	it('is told in words, and who can allow it', async () => {
		const { thrown } = await attempt({});
		expect(thrown).toMatchObject({
			kind: 'unreachable',
			message: 'n8n does not allow requests to this address, so nothing was sent',
		});
		expect(thrown).toMatchObject({ description: expect.stringMatching(/127\.0\.0\.1:9.*administrator/s) });
	});

	it('is asked once: the policy stays as it is', async () => {
		await attempt({});
		expect(waits).toEqual([]);
	});

	it('leaves no doubt about a write: nothing was sent', async () => {
		const { thrown } = await attempt({ method: 'POST', access: 'write', body: { amount: 1 } });
		expect(thrown).toMatchObject({ effect: 'none' });
	});
});
