import type { EndpointName } from './endpointNames';
import type { DataFault } from './faults';
import type { RecordedPart } from './requestLog';

/** One request to a vendor, read from the wire and not yet judged. */
export interface IncomingCall {
	method: string;
	/** The holes of the path, as they arrived. */
	params: Record<string, string>;
	query: Record<string, unknown>;
	headers: Record<string, string[] | string | undefined>;
	body: IncomingBody;
	faults: DataFault[];
	/** `http://127.0.0.1:PORT` of the vendor's port and of the one that stands for its file storage. */
	origin: string;
	storageOrigin: string;
	/** Records that something is let pass which the vendor's pages do not say. */
	tolerate(what: string): void;
}

export type IncomingBody =
	| { kind: 'json'; value: unknown }
	| { kind: 'multipart'; parts: RecordedPart[] }
	| { kind: 'none' }
	| { kind: 'unreadable'; text: string };

export interface ServiceReply {
	status: number;
	/** The vendor refused, and changed nothing. */
	refused?: true;
	headers?: Record<string, string>;
	content:
		| { kind: 'bytes'; type: string; bytes: Buffer }
		| { kind: 'json'; value: unknown }
		| { kind: 'stream'; type: string; chunks: Iterable<string> }
		| { kind: 'text'; type: string; text: string };
}

export interface ServiceRoute {
	method: 'DELETE' | 'GET' | 'POST' | 'PUT';
	/** With `:name` for a hole. */
	url: string;
	/** Where a vendor's endpoints have names; faults address the others by path. */
	endpointOf?(body: IncomingBody): EndpointName;
	handle(call: IncomingCall): ServiceReply;
}

/** One vendor, as the server sees it. */
export interface Service {
	/** All of its paths start with it. */
	prefix: string;
	routes: ServiceRoute[];
	notFound(call: IncomingCall): ServiceReply;
	/** The reply that the vendor would give for this status: the status faults use it. */
	refusal(status: number): ServiceReply;
	/** Whether a fault of the data can show in this call; else the fault waits for one in which it can. */
	concerns(fault: DataFault, endpoint: EndpointName, call: IncomingCall): boolean;
	/** What its file storage answers; undefined where nothing lies. */
	storageFile(path: string, query: URLSearchParams): ServiceReply | undefined;
}

export const json = (value: unknown, status = 200, headers?: Record<string, string>): ServiceReply => ({
	status,
	...(headers === undefined ? {} : { headers }),
	content: { kind: 'json', value },
});
