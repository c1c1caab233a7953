/**
 * The sandbox in a process of its own, so that its work is not taken for that of n8n or of the measuring. Each of its
 * answers comes 50 ms late, as over a network. Prints one line of JSON with its addresses once it is ready.
 */
import { createServer } from 'node:http';
import { json as bodyOf } from 'node:stream/consumers';

import { startSandbox } from '../../sandbox';
import type { Fault, Sandbox } from '../../sandbox';
import { needsSchema } from './facts';
import type { SentRequest } from './facts';
import { seed } from './seed';

const latency = { kind: 'latency', milliseconds: 50 } as const;
const faults: Fault[] = [{ do: latency }, { when: { port: 'storage' }, do: latency }];

const methods = ['DELETE', 'GET', 'POST', 'PUT'] as const;

function sentRequests({ requests }: Sandbox): SentRequest[] {
	return requests.flatMap(({ method: sent, url, body, tookEffect }) => {
		const method = methods.find((each) => each === sent);
		return method ? [{ method, url, body: body === undefined ? '' : JSON.stringify(body), tookEffect }] : [];
	});
}

const lookMs = 5;
/** More are never under way. */
const latest = 200;

/** The most requests that were under way at a moment: such as are not answered yet. */
class UnderWay {
	private most = 0;

	constructor(private readonly sandbox: Sandbox) {
		setInterval(() => this.look(), lookMs).unref();
	}

	clear(): void {
		this.most = 0;
	}

	get atMost(): number {
		return this.most;
	}

	private look(): void {
		const open = this.sandbox.requests.slice(-latest).filter(({ statusCode }) => statusCode === undefined);
		this.most = Math.max(this.most, open.length);
	}
}

async function main(): Promise<void> {
	const sandbox = await startSandbox();
	const underWay = new UnderWay(sandbox);
	const answers: Record<string, (body: unknown) => unknown> = {
		'/prepare': (body) => {
			sandbox.forgive();
			sandbox.reset({ faults });
			return seed(sandbox, needsSchema.parse(body));
		},
		'/clear': () => {
			underWay.clear();
			sandbox.clearRequests();
		},
		'/under-way': () => underWay.atMost,
		'/requests': () => sentRequests(sandbox),
	};
	const control = createServer((request, response) => {
		void bodyOf(request)
			.then((body) => answers[request.url ?? '']?.(body) ?? {})
			.then(
				(answer) => response.end(JSON.stringify(answer)),
				(error: unknown) => response.writeHead(500).end(String(error)),
			);
	});
	control.listen(0, '127.0.0.1', () => {
		const address = control.address();
		const port = typeof address === 'object' ? address?.port : undefined;
		const { url, vaultId, token, chemInventory } = sandbox;
		const credentials = {
			cdd: { url, vaultId: String(vaultId), token },
			chemInventory: { url: chemInventory.url, token: chemInventory.token },
		};
		process.stdout.write(`${JSON.stringify({ control: `http://127.0.0.1:${port}`, ...credentials })}\n`);
	});
}

void main();
