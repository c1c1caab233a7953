import type { z, ZodTypeAny } from 'zod';

import type { Endpoint } from '../../../nodes/ChemInventory/contract/endpoint';
import type { Sandbox, SandboxOptions } from '../../../sandbox';
import type { ChemInventoryLive } from '../../../sandbox/cheminventory/live';
import { freshSandbox } from '../../support/sandbox';
import { fetchFrom } from '../client';
import type { Answer } from '../client';

/** Speaks to a running sandbox as a client of ChemInventory would. */
export class ChemInventoryClient {
	constructor(
		readonly sandbox: Sandbox,
		private readonly token: string = sandbox.chemInventory.token,
	) {}

	get lab(): ChemInventoryLive {
		return this.sandbox.chemInventory.lab;
	}

	get inventory(): number {
		return this.sandbox.chemInventory.inventoryId;
	}

	as(role: keyof Sandbox['chemInventory']['tokens']): ChemInventoryClient {
		return new ChemInventoryClient(this.sandbox, this.sandbox.chemInventory.tokens[role]);
	}

	/** Sends any body, right or wrong. */
	async post(path: string, body: object = {}, headers: Record<string, string> = {}): Promise<Answer> {
		return await fetchFrom(`${this.sandbox.chemInventory.url}${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: JSON.stringify({ authtoken: this.token, ...body }),
		});
	}

	/** Sends a body that must be taken, and reads `data` of the success by the contract. */
	async ask<Data extends ZodTypeAny>(
		endpoint: Pick<Endpoint<ZodTypeAny, Data>, 'data' | 'path'>,
		body: object,
	): Promise<z.output<Data>> {
		const answer = await this.post(endpoint.path, body);
		expect(answer).toEqual(success());
		return endpoint.data.parse(dataOf(answer));
	}
}

export const success = (data: unknown = expect.anything()) =>
	expect.objectContaining({ status: 200, body: { status: 'success', data } });

/** What the service says when it refuses: HTTP 200, and an envelope with a sentence. */
export const refused = (words: RegExp | string) =>
	expect.objectContaining({
		status: 200,
		body: { status: 'error', data: typeof words === 'string' ? words : expect.stringMatching(words) },
	});

export function dataOf({ body }: Answer): unknown {
	return typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined;
}

export const ids = (records: ReadonlyArray<{ id: number }>): number[] => records.map(({ id }) => id);

/** Takes the sandbox of the test file, as new and with these options. The token may have been anywhere, and anything may have been tolerated. */
export async function withLab(
	run: (client: ChemInventoryClient) => Promise<void>,
	options: SandboxOptions = {},
): Promise<void> {
	const sandbox = await freshSandbox(options);
	try {
		await run(new ChemInventoryClient(sandbox));
	} finally {
		sandbox.clearRequests();
		sandbox.forgive();
	}
}
