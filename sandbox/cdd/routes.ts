import { endpoints } from '../../nodes/Cdd/contract';
import type { EndpointName } from '../../nodes/Cdd/contract';
import type { Endpoint } from '../../nodes/Cdd/contract/endpoint';
import { isEndpointName } from '../endpointNames';
import type { DataFault } from '../faults';
import type { IncomingBody, IncomingCall } from '../service';
import { isObject } from './validation';

export const base = '/api/v1';

const isEmptied = (body: IncomingBody): boolean =>
	body.kind === 'json' &&
	isObject(body.value) &&
	Array.isArray(body.value.projects) &&
	body.value.projects.length === 0;

/** PUT batches/{id} deletes as soon as its projects are empty, whatever else it says (trap 2). */
export function chooseEndpoint(names: EndpointName[], body: IncomingBody): EndpointName {
	const [first, ...others] = names;
	if (first === undefined) throw new Error('A route without an endpoint');
	return others.length > 0 && isEmptied(body) ? 'deleteBatch' : first;
}

export function withoutEmptied(names: EndpointName[], incoming: IncomingCall): IncomingCall {
	return chooseEndpoint(names, incoming.body) === 'deleteBatch'
		? { ...incoming, body: { kind: 'json', value: { projects: [] } } }
		: incoming;
}

interface NamedRoute {
	method: Endpoint['method'];
	url: string;
	names: EndpointName[];
}

/** One route per method and path; updating and deleting a batch share theirs. */
export function routeNames(): NamedRoute[] {
	const routes = new Map<string, NamedRoute>();
	for (const name of Object.keys(endpoints).filter(isEndpointName)) {
		const { method, path, scope }: Endpoint = endpoints[name];
		const url = `${base}${scope === 'vault' ? '/vaults/:vaultId' : ''}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
		const route = routes.get(`${method} ${url}`) ?? { method, url, names: [] };
		routes.set(`${method} ${url}`, { ...route, names: [...route.names, name] });
	}
	return [...routes.values()];
}

const lists: ReadonlySet<EndpointName> = new Set<EndpointName>([
	'listInventorySamples',
	'queryInventorySamples',
	'listBatches',
	'queryBatches',
	'listMolecules',
	'queryMolecules',
	'listInventoryLocations',
]);

/** Whether a fault of the data can show in a call: those of exports where one is started, the others in any list. */
export function concerns(fault: DataFault, endpoint: EndpointName, { query, body }: IncomingCall): boolean {
	if (!lists.has(endpoint)) return false;
	if (fault.kind === 'edit' || fault.kind === 'reorder' || fault.kind === 'repeat-page') return true;
	const given = body.kind === 'json' && isObject(body.value) ? body.value.async : query.async;
	return String(given).toLowerCase() === 'true';
}
