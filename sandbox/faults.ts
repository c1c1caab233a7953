import type { EndpointName } from './endpointNames';
import type { PortName } from './requestLog';

/** `before`: the request changes nothing. `after`: it took effect, and only the answer is spoilt. */
export type FaultMoment = 'after' | 'before';

/** Faults of the way there and back: the server applies them to any vendor. */
export type TransportFault =
	| { kind: 'latency'; milliseconds: number }
	| {
			kind: 'status';
			status: number;
			moment?: FaultMoment;
			retryAfterSeconds?: number;
			retryAfterAs?: 'date' | 'seconds';
	  }
	| { kind: 'drop'; moment?: FaultMoment | 'midway' }
	/** No answer comes, and the connection stays open: until the client gives up. */
	| { kind: 'silence'; moment?: FaultMoment }
	| { kind: 'cut-json' }
	| { kind: 'login-page' }
	| { kind: 'error-200' }
	| { kind: 'redirect'; status?: 301 | 302 | 303 | 307 | 308 };

/** Faults of the data, which a vendor's own handlers apply. */
export type DataFault =
	| { kind: 'slow-export'; polls: number }
	| { kind: 'failed-export' }
	| { kind: 'endless-export' }
	| { kind: 'edit'; change: 'add' | 'change' | 'remove' }
	| { kind: 'repeat-page' }
	| { kind: 'reorder' };

export type FaultAction = DataFault | TransportFault;

export interface FaultCondition {
	method?: string;
	/** Text: the end of the path, where `{…}` stands for one segment (`/inventory_samples/{id}`). */
	path?: RegExp | string;
	endpoint?: EndpointName;
	/** Default: the vendor's own port. */
	port?: Exclude<PortName, 'elsewhere'>;
	/** Counts the requests that meet the other conditions, from 1; the fault strikes from this one on. */
	nth?: number;
}

export interface Fault {
	when?: FaultCondition;
	/** How many requests it strikes. Default 1 with `nth`, else every one. */
	times?: number;
	do: FaultAction;
}

export interface FaultTarget {
	method: string;
	path: string;
	endpoint: EndpointName | undefined;
	port: PortName;
}

const escapePattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function pathPattern(path: RegExp | string): RegExp {
	if (path instanceof RegExp) return path;
	const segments = path.split(/\{[^}]*\}/).map(escapePattern);
	return new RegExp(`${segments.join('[^/]+')}$`);
}

function meets(target: FaultTarget, { method, path, endpoint, port = 'service' }: FaultCondition): boolean {
	return (
		target.port === port &&
		(method === undefined || method.toUpperCase() === target.method) &&
		(endpoint === undefined || endpoint === target.endpoint) &&
		(path === undefined || pathPattern(path).test(target.path))
	);
}

/** The faults that are set, with a count of how often each has been met. */
export class FaultBoard {
	private readonly entries: Array<{ fault: Fault; met: number }> = [];

	add(fault: Fault): void {
		this.entries.push({ fault, met: 0 });
	}

	clear(): void {
		this.entries.length = 0;
	}

	/** The actions that strike this request, in the order in which they were set; `concerns` may let a fault wait. */
	strike(target: FaultTarget, concerns: (action: FaultAction) => boolean = () => true): FaultAction[] {
		const actions: FaultAction[] = [];
		for (const entry of this.entries) {
			const { when = {}, times = when.nth === undefined ? Number.POSITIVE_INFINITY : 1, do: action } = entry.fault;
			if (!meets(target, when) || !concerns(action)) continue;
			entry.met += 1;
			const first = when.nth ?? 1;
			if (entry.met >= first && entry.met < first + times) actions.push(action);
		}
		return actions;
	}
}
