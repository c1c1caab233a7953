import type { FastifyInstance } from 'fastify';

import { readFault } from './faultGrammar';
import type { World } from './world';

/** What only one vendor has: `POST /sandbox/{path}`. Returns what to show, or undefined for an unknown id. */
export interface ControlAction {
	path: string;
	act(id: number): unknown;
}

function bodyOf(body: unknown): unknown {
	if (!Buffer.isBuffer(body) || body.length === 0) return undefined;
	const text = body.toString('utf8');
	try {
		return JSON.parse(text);
	} catch {
		return text.trim();
	}
}

/**
 * What a person or a test may do from outside, below `/sandbox`. Control calls need no token, strike no faults and are not
 * recorded.
 * @param openApi the OpenAPI descriptions, by the name of their file
 */
export function registerControls(
	app: FastifyInstance,
	world: () => World,
	openApi: Record<string, () => unknown>,
): void {
	app.post('/sandbox/faults', (request) => {
		const fault = readFault(bodyOf(request.body));
		world().faults.add(fault);
		return { added: fault };
	});
	app.delete('/sandbox/faults', () => {
		world().faults.clear();
		return { cleared: 'faults' };
	});
	app.get('/sandbox/requests', () => world().log.requests);
	app.delete('/sandbox/requests', () => {
		world().log.clear();
		return { cleared: 'requests' };
	});
	for (const [file, describe] of Object.entries(openApi)) app.get(`/sandbox/${file}`, () => describe());
	for (const [index, { path }] of world().cdd.actions().entries()) {
		app.post<{ Params: { id: string } }>(`/sandbox/${path}`, async (request, reply) => {
			const outcome = world().cdd.actions()[index]?.act(Number(request.params.id));
			if (outcome === undefined) return await reply.code(404).send({ error: `${request.params.id} not found` });
			return outcome;
		});
	}
}
