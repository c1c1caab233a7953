import { endpoints } from '../../nodes/ChemInventory/contract';
import type { Endpoint, Role } from '../../nodes/ChemInventory/contract/endpoint';
import { json } from '../service';
import type { IncomingCall, Service, ServiceReply, ServiceRoute } from '../service';
import { barcodeHandlers } from './barcodes';
import type { Asking, Handler } from './call';
import { collectionHandlers } from './collection';
import { containerFieldHandlers } from './containerFields';
import { containerHandlers } from './containers';
import { customFieldHandlers } from './customFields';
import { ChemInventoryError, errorReply, faultReply, tokenRefused } from './errors';
import { fileHandlers, storedFile } from './files';
import { inventoryHandlers } from './inventory';
import type { ChemInventoryLab } from './lab';
import { locationHandlers } from './locations';
import { orderHandlers } from './orders';
import { searchHandlers } from './search';
import { settleRetrievals, substanceHandlers } from './substances';
import { userHandlers } from './users';
import { watchlistHandlers } from './watchlists';

const prefix = '/cheminventory';
export const chemInventoryBase = `${prefix}/api`;

const handlers = new Map(
	[
		barcodeHandlers,
		collectionHandlers,
		containerFieldHandlers,
		containerHandlers,
		customFieldHandlers,
		fileHandlers,
		inventoryHandlers,
		locationHandlers,
		orderHandlers,
		searchHandlers,
		substanceHandlers,
		userHandlers,
		watchlistHandlers,
	]
		.flat()
		.map((handler): [string, Handler] => [handler.path, handler]),
);

const plain = (status: number, text: string): ServiceReply => ({
	status,
	refused: true,
	content: { kind: 'text', type: 'text/plain; charset=utf-8', text },
});

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const roleNames: Record<Role, string> = { 2: 'group administrator', 3: 'order handler', 4: 'user', 6: 'read-only' };

/** The vendor's service: POST only, the token in the body, and one envelope around every answer. */
export function chemInventoryService(lab: ChemInventoryLab): Service {
	const { switches } = lab.settings;

	function sentBody({ body, headers }: IncomingCall): Record<string, unknown> {
		if (!String(headers['content-type'] ?? '').startsWith('application/json'))
			throw new ChemInventoryError('The body must be sent as application/json.');
		if (body.kind !== 'json' || !isObject(body.value)) throw new ChemInventoryError('The body must be a JSON object.');
		return body.value;
	}

	/** A missing, an unknown and a revoked token get the same answer, and so does one whose user has no access any more. */
	function askerOf(token: unknown, { storageOrigin, tolerate }: IncomingCall): Asking {
		const user = typeof token === 'string' ? lab.users.get(lab.tokens.get(token) ?? 0) : undefined;
		const inventory = user && lab.inventories.get(user.activeInventory);
		const role = user?.roles.get(user.activeInventory);
		if (user === undefined || inventory === undefined || role === undefined) throw tokenRefused();
		return { lab, user, role, inventory, storageOrigin, tolerate };
	}

	function checkRole({ minRole = 6 }: Endpoint, { role }: Asking): void {
		if (role > minRole) throw new ChemInventoryError(`Your account may not do this: it takes a ${roleNames[minRole]}.`);
	}

	function respond(endpoint: Endpoint, handler: Handler, incoming: IncomingCall): unknown {
		const { authtoken, ...sent } = sentBody(incoming);
		const asking = askerOf(authtoken, incoming);
		checkRole(endpoint, asking);
		settleRetrievals(lab);
		return handler.answer(asking, sent);
	}

	function inEnvelope(answer: () => unknown): ServiceReply {
		try {
			const envelope = { status: 'success', data: answer() };
			return json(switches.replyEncoding === 'twice' ? JSON.stringify(envelope) : envelope);
		} catch (error) {
			if (error instanceof ChemInventoryError) return errorReply(error.message, switches);
			throw error;
		}
	}

	function routesOf(endpoint: Endpoint): ServiceRoute[] {
		const handler = handlers.get(endpoint.path);
		if (handler === undefined) throw new Error(`${endpoint.path} has no handler`);
		const url = `${chemInventoryBase}${endpoint.path}`;
		const refused = (['DELETE', 'GET', 'PUT'] as const).map((method): ServiceRoute => ({
			method,
			url,
			handle: () => plain(405, 'Method Not Allowed'),
		}));
		return [
			{ method: 'POST', url, handle: (incoming) => inEnvelope(() => respond(endpoint, handler, incoming)) },
			...refused,
		];
	}

	return {
		prefix,
		routes: [...endpoints.values()].flatMap(routesOf),
		notFound: () => plain(404, 'Not Found'),
		refusal: (status) => faultReply(status, switches),
		/** Faults of the data speak of CDD's exports and pages. */
		concerns: () => false,
		storageFile: (path, query) => storedFile(lab, path, query),
	};
}
