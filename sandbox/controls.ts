import type { FastifyInstance } from 'fastify';

import { readFault } from './faultGrammar';
import type { FaultBoard } from './faults';
import type { RequestLog } from './requestLog';

/** What a person or a test may do from outside, below `/sandbox`. */
export interface Controls {
	faults: FaultBoard;
	log: RequestLog;
	/** The OpenAPI descriptions, by the name of their file. */
	openApi: Record<string, () => unknown>;
	/** Calls that only one vendor has: `POST /sandbox/{path}`. Returns what to show, or undefined for an unknown id. */
	actions: Array<{ path: string; act(id: number): unknown }>;
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

/** Control calls need no token, strike no faults and are not recorded. */
export function registerControls(app: FastifyInstance, { faults, log, openApi, actions }: Controls): void {
	app.post('/sandbox/faults', (request) => {
		const fault = readFault(bodyOf(request.body));
		faults.add(fault);
		return { added: fault };
	});
	app.delete('/sandbox/faults', () => {
		faults.clear();
		return { cleared: 'faults' };
	});
	app.get('/sandbox/requests', () => log.requests);
	app.delete('/sandbox/requests', () => {
		log.clear();
		return { cleared: 'requests' };
	});
	for (const [file, describe] of Object.entries(openApi)) app.get(`/sandbox/${file}`, () => describe());
	for (const { path, act } of actions) {
		app.post<{ Params: { id: string } }>(`/sandbox/${path}`, async (request, reply) => {
			const outcome = act(Number(request.params.id));
			if (outcome === undefined) return await reply.code(404).send({ error: `${request.params.id} not found` });
			return outcome;
		});
	}
}
