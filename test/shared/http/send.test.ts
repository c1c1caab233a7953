import { getEventListeners } from 'node:events';
import type { IExecuteFunctions } from 'n8n-workflow';
import nock from 'nock';
import { setTimeout as sleep } from 'node:timers/promises';

import { Fault } from '../../../nodes/shared/fault';
import { Pace } from '../../../nodes/shared/http/pace';
import { send } from '../../../nodes/shared/http/send';
import type { Service, ServiceRequest } from '../../../nodes/shared/http/send';
import { cddBase, fakeToken } from '../../support/cdd';
import { insideNode } from '../../support/probe';
import { forgetWaits, onEachWait, onNextWait, waits } from '../../support/waits';

const host = 'https://lab.example';
const ofService = () => ({ name: 'Lab Service', credentialType: 'cddVaultApi', readOnly: false, pace: new Pace() });

const attempt = async (request: Partial<ServiceRequest>, changes: Partial<Service> = {}) =>
	await insideNode(
		async (functions) =>
			await send(
				functions,
				{ ...ofService(), ...changes },
				{ method: 'GET', url: `${host}/records`, access: 'read', timeLimit: 30_000, ...request },
			),
	);

const write = { method: 'POST', access: 'write', body: { amount: 1 } } as const;

/** Answers every request alike, and counts them. */
function answering(
	method: 'DELETE' | 'GET' | 'POST' | 'PUT',
	statusCode: number,
	headers: Record<string, string> = {},
	body: nock.Body = { error: 'no' },
) {
	const seen = { requests: 0, bodies: [] as unknown[] };
	nock(host)
		.persist()
		.intercept('/records', method)
		.reply((_uri, sent) => {
			seen.requests++;
			seen.bodies.push(sent);
			return [statusCode, body, headers];
		});
	return seen;
}

beforeEach(forgetWaits);

describe('an answer of the service', () => {
	it('comes back whole, refusals included, instead of being thrown', async () => {
		answering('GET', 404, { 'x-seen': 'yes' }, { error: '7 not found' });
		const { value } = await attempt({});
		expect(value).toMatchObject({ statusCode: 404, headers: { 'x-seen': 'yes' }, body: { error: '7 not found' } });
	});

	it('stays text where it is no JSON, although its status is 200', async () => {
		answering('GET', 200, { 'content-type': 'text/html' }, '<html>Log in</html>');
		expect((await attempt({})).value).toMatchObject({ statusCode: 200, body: '<html>Log in</html>' });
	});

	it('arrives as a stream where one is wanted, refusals included', async () => {
		answering('GET', 403, {}, { id: 1, status: 'started' });
		const { value } = await attempt({ answerAs: 'stream' });
		expect(value?.statusCode).toBe(403);
		expect(value?.body).toHaveProperty('pipe');
	});

	it.each([
		['GET', 'read'],
		['POST', 'write'],
		['PUT', 'write'],
		['DELETE', 'write'],
	] as const)('a 401 is asked for once only (%s)', async (method, access) => {
		const seen = answering(method, 401);
		const { value } = await attempt({ method, access, ...(access === 'write' ? { body: { amount: 1 } } : {}) });
		expect(value?.statusCode).toBe(401);
		expect(seen.requests).toBe(1);
	});

	it('a 401 to a form with files is asked for once only', async () => {
		const seen = answering('POST', 401);
		const form = new FormData();
		form.append('json', '{}');
		await attempt({ ...write, body: form });
		expect(seen.requests).toBe(1);
	});
});

describe('a redirect', () => {
	it.each([301, 302, 303, 307, 308])(
		'with status %d is not followed, neither by a read nor by a write',
		async (statusCode) => {
			let asked = 0;
			nock('https://elsewhere.example')
				.persist()
				.get(/.*/)
				.reply(() => [200, { asked: ++asked }]);
			answering('GET', statusCode, { location: 'https://elsewhere.example/records' }, '');
			answering('POST', statusCode, { location: 'https://elsewhere.example/records' }, '');
			expect((await attempt({})).value?.statusCode).toBe(statusCode);
			expect((await attempt(write)).value?.statusCode).toBe(statusCode);
			expect(asked).toBe(0);
			nock.cleanAll();
		},
	);
});

describe('what is sent', () => {
	it('encodes the plus of a time zone, and each value', async () => {
		let sent = '';
		nock(host)
			.get('/records')
			.query(true)
			.reply((uri) => {
				sent = uri;
				return [200, {}];
			});
		await attempt({ query: { created_after: '2026-11-30T14:00:00+02:00', ids: '1,2' } });
		expect(sent).toBe('/records?created_after=2026-11-30T14%3A00%3A00%2B02%3A00&ids=1%2C2');
	});

	it('carries the token to the server of the credential, unless the address was handed out by the service', async () => {
		const tokens: unknown[] = [];
		for (const server of [new URL(cddBase).origin, host]) {
			nock(server)
				.persist()
				.get('/records')
				.reply(function reply() {
					tokens.push(`${this.req.headers.host} ${this.req.headers['x-cdd-token']}`);
					return [200, {}];
				});
			await attempt({ url: `${server}/records` });
			await attempt({ url: `${server}/records`, anonymous: true });
		}
		expect(tokens).toEqual([
			`app.collaborativedrug.com ${fakeToken}`,
			'app.collaborativedrug.com undefined',
			'lab.example undefined',
			'lab.example undefined',
		]);
	});

	it('asks n8n for the whole answer, a time limit, no redirects and this host alone, in a new object for each try', async () => {
		const seen: Array<Record<string, unknown>> = [];
		const answers = [503, 200];
		await insideNode(async (functions) => {
			const helpers = {
				...functions.helpers,
				httpRequestWithAuthentication: async (_type: string, options: object) => {
					seen.push({ ...options });
					Object.assign(options, { touched: true });
					return { statusCode: answers.shift(), headers: {}, body: {} };
				},
			};
			const view: IExecuteFunctions = Object.create(functions, { helpers: { value: helpers } });
			return await send(view, ofService(), { method: 'GET', url: `${host}/records`, access: 'read', timeLimit: 1_234 });
		});
		const expected = {
			method: 'GET',
			url: `${host}/records`,
			json: true,
			timeout: 1_234,
			returnFullResponse: true,
			ignoreHttpStatusErrors: { ignore: true, except: expect.not.arrayContaining([401]) },
			disableFollowRedirect: true,
			allowedDomains: 'lab.example',
		};
		expect(seen).toMatchObject([expected, expected]);
		expect(seen.map((options) => Object.keys(options))).toEqual([Object.keys(expected), Object.keys(expected)]);
	});

	it('is the same in every try', async () => {
		const seen = answering('POST', 429, { 'Retry-After': '40' });
		await attempt(write);
		expect(seen.bodies).toEqual([{ amount: 1 }, { amount: 1 }, { amount: 1 }]);
	});
});

describe('trouble on the way', () => {
	const spent = () => waits.reduce((sum, wait) => sum + wait, 0);

	it.each([
		['GET', 'read', 429, undefined],
		['POST', 'write', 429, undefined],
		['GET', 'read', 503, 503],
	] as const)(
		'a %s (%s) is tried ever more slowly within the budget where %i says that there were too many requests',
		async (method, access, statusCode, slowDownStatus) => {
			const seen = answering(method, statusCode);
			const { value } = await attempt(access === 'read' ? {} : write, { slowDownStatus });
			expect(value?.statusCode).toBe(statusCode);
			expect(spent()).toBeGreaterThan(60_000);
			expect(spent()).toBeLessThanOrEqual(90_000);
			expect(seen.requests).toBeLessThan(20);
		},
	);

	it('a write is sent once where 503 says that there were too many requests, as that proves nothing', async () => {
		const seen = answering('POST', 503);
		await attempt(write, { slowDownStatus: 503 });
		expect(seen.requests).toBe(1);
	});

	it.each([408, 500, 502, 503, 504])(
		'a read is tried four times after status %d, and then gives the answer back',
		async (statusCode) => {
			const seen = answering('GET', statusCode);
			expect((await attempt({})).value?.statusCode).toBe(statusCode);
			expect(seen.requests).toBe(4);
			expect(waits).toHaveLength(3);
		},
	);

	it('a read goes on as soon as the service works again', async () => {
		nock(host)
			.get('/records')
			.reply(503, {})
			.get('/records')
			.replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
		nock(host).get('/records').reply(200, { id: 1 });
		expect((await attempt({})).value?.body).toEqual({ id: 1 });
	});

	it.each([500, 502, 503, 504, 408])('a write is sent once when it is answered with status %d', async (statusCode) => {
		const seen = answering('POST', statusCode);
		expect((await attempt(write)).value?.statusCode).toBe(statusCode);
		expect(seen.requests).toBe(1);
		expect(waits).toEqual([]);
	});

	it('a write is sent again after 429, which proves that it was not taken', async () => {
		nock(host).post('/records').reply(429, {}, { 'Retry-After': '3' }).post('/records').reply(200, { id: 1 });
		expect((await attempt(write)).value?.statusCode).toBe(200);
		expect(waits).toEqual([3_000]);
	});

	it('a write is sent again where no connection was made', async () => {
		nock(host)
			.post('/records')
			.replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
		nock(host).post('/records').reply(200, { id: 1 });
		expect((await attempt(write)).value?.statusCode).toBe(200);
	});

	it.each(['ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EPIPE'])(
		'a write is sent once when the connection breaks (%s), and its effect is unknown',
		async (code) => {
			nock(host)
				.post('/records')
				.replyWithError(Object.assign(new Error('broke'), { code }));
			const { fault } = await attempt(write);
			expect(fault).toMatchObject({ kind: 'unreachable', effect: 'unknown', httpCode: code });
			expect(waits).toEqual([]);
		},
	);

	it('a service that cannot be reached is named, with the host and what to check', async () => {
		nock(host)
			.get('/records')
			.times(4)
			.replyWithError(Object.assign(new Error('unknown host'), { code: 'ENOTFOUND' }));
		const { fault } = await attempt({});
		expect(fault).toMatchObject({
			kind: 'unreachable',
			message: 'The service could not be reached',
			effect: 'none',
			httpCode: 'ENOTFOUND',
		});
		expect(fault?.description).toContain('Lab Service at lab.example');
		expect(fault?.description).toContain('Check the address in the credential');
	});

	it('an answer that does not come in time is told apart', async () => {
		nock(host)
			.get('/records')
			.times(4)
			.replyWithError(Object.assign(new Error('timeout'), { code: 'ECONNABORTED' }));
		expect((await attempt({})).fault?.message).toBe('The service did not answer in time');
	});

	it('a real time limit ends the try', async () => {
		nock(host).get('/records').times(4).delayConnection(400).reply(200, {});
		const { fault } = await attempt({ timeLimit: 20 });
		expect(fault).toMatchObject({ kind: 'unreachable', message: 'The service did not answer in time' });
	});
});

describe('Retry-After', () => {
	it('is obeyed in seconds, and as a date', async () => {
		const inTenSeconds = new Date(Date.now() + 10_000).toUTCString();
		nock(host)
			.get('/records')
			.reply(429, {}, { 'Retry-After': '2' })
			.get('/records')
			.reply(503, {}, { 'Retry-After': inTenSeconds });
		nock(host).get('/records').reply(200, {});
		expect((await attempt({})).value?.statusCode).toBe(200);
		expect(waits[0]).toBe(2_000);
		expect(waits[1]).toBeGreaterThan(5_000);
		expect(waits[1]).toBeLessThanOrEqual(10_000);
	});

	it('beyond the budget is not waited for: the answer comes back at once', async () => {
		const seen = answering('GET', 429, { 'Retry-After': '3600' });
		expect((await attempt({})).value?.headers['retry-after']).toBe('3600');
		expect(seen.requests).toBe(1);
		expect(waits).toEqual([]);
	});

	it('counts up to the budget over all tries of a request; the others wait after the last one, too', async () => {
		const seen = answering('GET', 429, { 'Retry-After': '40' });
		await attempt({});
		expect(seen.requests).toBe(3);
		expect(waits).toEqual([40_000, 40_000, 40_000]);
	});

	describe('is the patience of a run', () => {
		beforeEach(() => {
			vi.useFakeTimers({ toFake: ['Date'] });
			onEachWait((milliseconds) => void vi.setSystemTime(Date.now() + milliseconds));
		});
		afterEach(() => void vi.useRealTimers());

		const patience = { 'Retry-After': '30' };
		/** Two refusals; what comes next is to be said. */
		const refusedTwice = () => nock(host).get('/records').times(2).reply(429, {}, patience).get('/records');
		/** The tries of one request after the other, where all of them are refused. */
		const triesOfThree = async (pace: Pace) => {
			const seen = answering('GET', 429, patience);
			const tries: number[] = [];
			for (let count = 0; count < 3; count++) {
				seen.requests = 0;
				const { value } = await attempt({}, { pace });
				expect(value).toMatchObject({ statusCode: 429, headers: { 'retry-after': '30' }, body: { error: 'no' } });
				tries.push(seen.requests);
			}
			return tries;
		};

		it('where all was refused for as long, no other request is sent: it gets the last refusal', async () => {
			expect(await triesOfThree(new Pace())).toEqual([4, 0, 0]);
		});

		it('which begins anew when a request is answered', async () => {
			const pace = new Pace();
			refusedTwice().reply(200, {});
			expect((await attempt({}, { pace })).value?.statusCode).toBe(200);
			expect(await triesOfThree(pace)).toEqual([4, 0, 0]);
		});

		it('which begins anew when the service tells of other trouble', async () => {
			const pace = new Pace();
			refusedTwice().reply(500, {});
			nock(host).get('/records').reply(429, {}, patience);
			expect((await attempt({}, { pace })).value?.statusCode).toBe(429);
			nock(host).get('/records').reply(200, {});
			expect((await attempt({}, { pace })).value?.statusCode).toBe(200);
		});

		it('which goes on where there is no answer at all', async () => {
			const pace = new Pace();
			refusedTwice().replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
			nock(host).get('/records').reply(429, {}, patience);
			expect((await attempt({}, { pace })).value?.statusCode).toBe(429);
			expect((await attempt({ url: `${host}/other` }, { pace })).value?.statusCode).toBe(429);
		});

		it('which tells of a write that it was not sent, whatever the status of the last refusal', async () => {
			const changes = { pace: new Pace(), slowDownStatus: 503 };
			nock(host).get('/records').reply(503, {}, { 'Retry-After': '3600' });
			expect((await attempt({}, changes)).value?.statusCode).toBe(503);
			expect((await attempt(write, changes)).value?.statusCode).toBe(429);
			expect((await attempt({}, changes)).value?.statusCode).toBe(503);
		});

		it('so that what waits for a place gets the refusal at once', async () => {
			const pace = new Pace(1);
			nock(host).get('/records').reply(429, {}, { 'Retry-After': '3600' });
			const both = await Promise.all([attempt({}, { pace }), attempt({ url: `${host}/other` }, { pace })]);
			expect(both.map(({ value }) => value?.statusCode)).toEqual([429, 429]);
			expect(waits).toEqual([]);
		});

		it('so that nothing rests any longer', async () => {
			const pace = new Pace();
			const resting = pace.slowDown(pace.period, new Promise(() => {}));
			const waiting = pace.turn(async (depart) => await depart());
			pace.stop(new Error('given up'));
			await expect(waiting).rejects.toThrow('given up');
			await resting;
		});
	});

	it.each([
		['a read that is answered with 429', {}, 429, {}],
		['a read that is answered with 503', {}, 503, {}],
		['a write that is answered with 503, and not sent again', write, 503, {}],
		['a write of a service that says so by 503', write, 503, { slowDownStatus: 503 }],
	] as const)('keeps the other requests of the run waiting: %s', async (_what, request, statusCode, changes) => {
		const pace = new Pace(4);
		nock(host)
			.intercept('/records', 'method' in request ? 'POST' : 'GET')
			.reply(statusCode, {}, { 'Retry-After': '30' });
		nock(host).get('/records').optionally().reply(200, {});
		const slowDown = vi.spyOn(pace, 'slowDown');
		await attempt(request, { pace, ...changes });
		expect(slowDown).toHaveBeenCalledTimes(1);
		expect(waits).toEqual([30_000]);
	});

	it.each([
		['a 503 without it', 503, {}],
		['another status', 500, { 'Retry-After': '1' }],
	])('is what tells a service that is asked too much from one in trouble: %s', async (_what, statusCode, headers) => {
		const pace = new Pace(4);
		const slowDown = vi.spyOn(pace, 'slowDown');
		answering('GET', statusCode, headers);
		await attempt({}, { pace });
		expect(slowDown).not.toHaveBeenCalled();
	});
});

/** Takes a place until it is ended. */
function underWay(pace: Pace) {
	let end = () => {};
	const lasting = new Promise<void>((resolve) => (end = resolve));
	void pace.turn(async (depart) => {
		await depart();
		await lasting;
	});
	return { end };
}

describe('the time limit of a request', () => {
	const listeners = async (request: Partial<ServiceRequest>) => {
		answering('GET', 200);
		const limits = vi.spyOn(AbortSignal, 'timeout');
		await attempt({ ...request, timeLimit: 5_000 });
		const [limit] = limits.mock.results.map(({ value }): AbortSignal => value);
		limits.mockRestore();
		return limit && getEventListeners(limit, 'abort').length;
	};

	it('is forgotten with its answer', async () => {
		expect(await listeners({})).toBe(0);
	});

	it('goes on while the body of an answer comes in', async () => {
		expect(await listeners({ answerAs: 'stream' })).toBe(1);
	});
});

describe('a request whose turn has not come', () => {
	it('belongs to the time at which it leaves: where it is refused then, the pace slows down once more', async () => {
		nock(host).get('/records').reply(429, {}, { 'Retry-After': '1' }).get('/records').reply(200, {});
		const pace = new Pace(2);
		const others = [underWay(pace), underWay(pace)];
		const waiting = attempt({}, { pace });
		await sleep(20);
		await pace.slowDown(pace.period, Promise.resolve());
		const slowDown = vi.spyOn(pace, 'slowDown');
		for (const other of others) other.end();
		expect((await waiting).value?.statusCode).toBe(200);
		expect(slowDown.mock.calls.map(([period]) => period)).toEqual([1]);
	});

	it('has its whole time when it comes', async () => {
		answering('GET', 200, {}, { count: 0 });
		const pace = new Pace(1);
		const another = underWay(pace);
		const waiting = attempt({ timeLimit: 1_000 }, { pace });
		await sleep(1_050);
		another.end();
		expect((await waiting).value?.statusCode).toBe(200);
	});

	it.each([
		['a read', {}],
		['a write', write],
		['a download', { anonymous: true }],
	])('never leaves where the run has stopped, and fails as that did: %s', async (_what, request) => {
		const pace = new Pace(1);
		const another = underWay(pace);
		const waiting = attempt(request, { pace });
		await sleep(20);
		const reason = new Fault('refused', 'The token is not valid');
		pace.stop(reason);
		another.end();
		expect((await waiting).fault).toBe(reason);
	});
});

describe('a credential that n8n cannot read any more', () => {
	it('lets nothing out, and a write says so', async () => {
		const { fault } = await insideNode(async (functions) => {
			const helpers = {
				...functions.helpers,
				httpRequestWithAuthentication: async () =>
					await Promise.reject(new Error('Credential with ID "1" does not exist')),
			};
			const view: IExecuteFunctions = Object.create(functions, { helpers: { value: helpers } });
			return await send(view, ofService(), { ...write, url: `${host}/records`, timeLimit: 1_000 });
		});
		expect(fault).toMatchObject({ kind: 'unreachable', effect: 'none' });
		expect(fault?.description).toContain('nothing was sent');
	});
});

describe('a credential that is set to Read Only', () => {
	it.each(['POST', 'PUT', 'DELETE'] as const)('lets no write out (%s)', async (method) => {
		const { fault } = await attempt({ ...write, method }, { readOnly: true });
		expect(fault).toMatchObject({ kind: 'readOnly', effect: 'none' });
		expect(fault?.description).toContain('Switch off Read Only');
	});

	it('lets no write out for the tool of an AI agent either', async () => {
		const { fault } = await insideNode(
			async (functions) =>
				await send(
					functions,
					{ ...ofService(), readOnly: true },
					{ ...write, url: `${host}/records`, timeLimit: 1_000 },
				),
			{ asTool: true },
		);
		expect(fault?.kind).toBe('readOnly');
	});

	it('lets reads out, those that are sent as POST too', async () => {
		answering('POST', 200, {}, { count: 0 });
		expect((await attempt({ ...write, access: 'read' }, { readOnly: true })).value?.statusCode).toBe(200);
	});
});

describe('a cancelled execution', () => {
	it('stops the wait between two tries, and sends nothing more', async () => {
		const seen = answering('GET', 503);
		let cancel = () => {};
		onNextWait(() => cancel());
		let done = () => {};
		const finished = new Promise<void>((resolve) => (done = resolve));
		let kind: unknown;
		await insideNode(
			async (functions) => {
				try {
					await send(functions, ofService(), {
						method: 'GET',
						url: `${host}/records`,
						access: 'read',
						timeLimit: 1_000,
					});
				} catch (thrown) {
					kind = thrown instanceof Error && 'kind' in thrown ? thrown.kind : thrown;
				}
				done();
				return [];
			},
			{ started: (engine) => (cancel = engine.cancel) },
		);
		await finished;
		expect(kind).toBe('canceled');
		expect(seen.requests).toBe(1);
		expect(waits).toHaveLength(1);
	});

	it('sends nothing when it was cancelled before', async () => {
		const controller = new AbortController();
		controller.abort();
		expect((await attempt({ signal: controller.signal })).fault?.kind).toBe('canceled');
	});

	it.each([
		['a read', {}],
		['a write', write],
		['a download', { anonymous: true }],
	])('lets nothing out that was waiting for its turn, and says so: %s', async (_what, request) => {
		const pace = new Pace(1);
		const controller = new AbortController();
		const another = underWay(pace);
		const waiting = attempt({ ...request, signal: controller.signal }, { pace });
		await sleep(50);
		controller.abort();
		another.end();
		const { fault } = await waiting;
		// no answer is prepared: a request would be told as one that failed
		expect(fault).toMatchObject({ kind: 'canceled', effect: 'none' });
	});

	it.each([
		['a read', { method: 'GET', access: 'read' }, { kind: 'canceled' }],
		['a write, which may have taken effect', write, { kind: 'unreachable', effect: 'unknown' }],
	] as const)('while the service is at work on %s, is told as what it is', async (_what, request, told) => {
		let cancel = () => {};
		let requests = 0;
		nock(host)
			.intercept('/records', request.method)
			.reply(() => {
				requests++;
				cancel();
				return [200, {}];
			});
		let done: (thrown: unknown) => void = () => {};
		const finished = new Promise<unknown>((resolve) => (done = resolve));
		await insideNode(
			async (functions) =>
				await send(functions, ofService(), { ...request, url: `${host}/records`, timeLimit: 1_000 }).then(done, done),
			{ started: (engine) => (cancel = engine.cancel) },
		);
		expect(await finished).toMatchObject(told);
		expect(requests).toBe(1);
	});

	it('lets the request out that ends a job on the service', async () => {
		const seen = answering('DELETE', 200, {}, { id: 1 });
		const pace = new Pace();
		let cancel = () => {};
		let done = () => {};
		const finished = new Promise<void>((resolve) => (done = resolve));
		await insideNode(
			async (functions) => {
				cancel();
				// as the loop does when the look-ups of its items are stopped
				pace.stop(new Fault('canceled', 'Stopped'));
				expect(functions.getExecutionCancelSignal()?.aborted).toBe(true);
				await send(
					functions,
					{ ...ofService(), pace },
					{
						method: 'DELETE',
						url: `${host}/records`,
						access: 'read',
						timeLimit: 1_000,
						afterCancel: true,
					},
				);
				done();
				return [];
			},
			{ started: (engine) => (cancel = engine.cancel) },
		);
		await finished;
		expect(seen.requests).toBe(1);
	});
});
