import { z } from 'zod';

import { endpoint } from '../../../nodes/Cdd/contract/endpoint';
import { connectCdd } from '../../../nodes/Cdd/service/api';
import { refusal } from '../../../nodes/Cdd/service/refusal';
import type { Fault } from '../../../nodes/shared/fault';
import { fakeToken } from '../../support/cdd';
import { insideNode } from '../../support/probe';

const tellsKind = endpoint({
	method: 'GET',
	path: '/test',
	access: 'read',
	summary: 'Tell a kind, in documented words',
	reply: z.object({ kind: z.enum(['batch', 'sample']), of: z.object({}).strict() }),
});

async function faultOf(body: unknown): Promise<Fault> {
	const { fault } = await insideNode(async (functions) => {
		const api = await connectCdd(functions);
		return api.reply(tellsKind, { statusCode: 200, headers: {}, body });
	});
	if (!fault) throw new Error('the answer was accepted');
	return fault;
}

describe('an answer of CDD Vault that does not fit its documentation', () => {
	it.each([
		['as a value', { kind: fakeToken, of: {} }],
		['as a key', { kind: 'batch', of: { [fakeToken]: 1 } }],
	])('is told without the token that it repeats, %s', async (_how, body) => {
		const { kind, message, description } = await faultOf(body);
		expect(kind).toBe('malformedAnswer');
		expect(description).toMatch(/What does not match: .*\*\*\*/);
		expect(`${message} ${description}`).not.toContain(fakeToken);
	});

	it('is told with the place that does not fit', async () => {
		expect((await faultOf({ kind: 'plate', of: {} })).description).toContain(
			"What does not match: kind: Invalid enum value. Expected 'batch' | 'sample', received 'plate'.",
		);
	});

	it('is no longer than a person reads', async () => {
		expect((await faultOf({ kind: 'x'.repeat(5000), of: {} })).description?.length).toBeLessThan(500);
	});
});

describe('a refusal of CDD Vault that names a page', () => {
	it.each([fakeToken, 'odd+token/='])('shows its address without the token %s', async (token) => {
		const webUrl = `https://vault.example/slurps/7?token=${encodeURIComponent(token)}`;
		const answer = { statusCode: 422, headers: {}, body: { error: 'no', web_url: webUrl } };
		const refused = refusal(tellsKind, answer, { base: 'https://vault.example/api/v1', secrets: [token] });
		expect(refused.description).toContain('Open https://vault.example/slurps/7?token=***');
		expect(refused.facts).toEqual({ webUrl: 'https://vault.example/slurps/7?token=***' });
	});
});
