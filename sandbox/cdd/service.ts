import { endpoints } from '../../nodes/Cdd/contract';
import type { EndpointName } from '../../nodes/Cdd/contract';
import type { Endpoint } from '../../nodes/Cdd/contract/endpoint';
import type { IncomingCall, Service, ServiceReply, ServiceRoute } from '../service';
import { errorReply, notFound, outOfService, readOnlyMessage, VaultError } from './errors';
import { storedExport } from './exports';
import { cddHandlers } from './handlers';
import type { Lab, TokenRights } from './lab';
import { RateLimit } from './rateLimit';
import { base, chooseEndpoint, concerns, routeNames, withoutEmptied } from './routes';
import type { Vault } from './state';

/** The vendor's service: one route per endpoint of the contract, behind token, vault and rate limit. */
export function cddService(lab: Lab): Service {
	const { switches } = lab.settings;
	const rateLimit = new RateLimit(lab.settings);
	const handlers = cddHandlers(lab);

	/** Who asks (A2). */
	function rightsOf({ headers }: IncomingCall): TokenRights {
		const token = headers['x-cdd-token'];
		const rights = typeof token === 'string' ? lab.tokens.get(token) : undefined;
		if (rights === undefined) throw new VaultError(401, 'Unauthorized');
		return rights;
	}

	/** Which vault (A3). The calls of the service itself are answered beside the first one. */
	function vaultOf({ params }: IncomingCall, endpoint: Endpoint, rights: TokenRights): Vault {
		if (endpoint.scope === 'service') {
			const [first] = lab.vaults.values();
			if (first !== undefined) return first;
		}
		const vault = lab.vaults.get(Number(params.vaultId));
		if (vault === undefined || !rights.vaultIds.has(vault.id)) throw notFound([params.vaultId ?? '']);
		return vault;
	}

	function respond(name: EndpointName, incoming: IncomingCall): ServiceReply {
		const endpoint: Endpoint = endpoints[name];
		const limited = rateLimit.refusal();
		if (limited !== undefined) return limited;
		const rights = rightsOf(incoming);
		if (endpoint.access === 'write' && !rights.mayWrite) throw new VaultError(401, readOnlyMessage);
		const vault = vaultOf(incoming, endpoint, rights);
		const { id } = incoming.params;
		if (id !== undefined && !/^[1-9]\d*$/.test(id)) throw notFound([id]);
		return handlers[name]({ vault, rights, incoming, author: { owner: rights.owner, at: lab.timestamp() } });
	}

	function inVendorsWords(answer: () => ServiceReply): ServiceReply {
		try {
			return answer();
		} catch (error) {
			if (error instanceof VaultError) return errorReply(error, switches.errorBody);
			throw error;
		}
	}

	return {
		prefix: base,
		routes: routeNames().map(({ method, url, names }): ServiceRoute => ({
			method,
			url,
			endpointOf: (body) => chooseEndpoint(names, body),
			handle: (incoming) =>
				inVendorsWords(() => respond(chooseEndpoint(names, incoming.body), withoutEmptied(names, incoming))),
		})),
		notFound: (incoming) =>
			inVendorsWords(() => {
				rightsOf(incoming);
				throw new VaultError(404, 'Not Found');
			}),
		refusal: (status) => errorReply(outOfService(status), switches.errorBody),
		concerns,
		storageFile: (_path, query) => storedExport(lab, query),
	};
}
