import type { IncomingHttpHeaders } from 'node:http';

import type { EndpointName } from './endpointNames';
import type { FaultAction } from './faults';

export type PortName = 'elsewhere' | 'service' | 'storage';

export interface RecordedPart {
	name: string;
	filename?: string;
	contentType: string;
	/** For a field. */
	text?: string;
	/** For a file. */
	bytes?: Buffer;
}

export interface RecordedRequest {
	method: string;
	path: string;
	url: string;
	/** The raw query string, without the question mark. */
	query: string;
	headers: IncomingHttpHeaders;
	/** Parsed JSON, the parts of a multipart body in their order, the text of anything else, or undefined. */
	body: unknown;
	/** Undefined while under way, and where no answer came. */
	statusCode: number | undefined;
	endpoint: EndpointName | undefined;
	port: PortName;
	/** What struck it. */
	faults: readonly FaultAction[];
	/** Whether it reached the vendor, and was not refused: a write then took effect, whatever became of the answer. */
	tookEffect: boolean;
	/** What the vendor let pass, such as keys that it does not know. */
	notes: string[];
}

/** What arrived on the sandbox's ports, in order of arrival, and where a secret was seen that had no business there. */
export class RequestLog {
	readonly requests: RecordedRequest[] = [];

	readonly leaks: RecordedRequest[] = [];

	constructor(
		private readonly secretHeader: string,
		private readonly secrets: readonly string[],
	) {}

	record(request: RecordedRequest): RecordedRequest {
		this.requests.push(request);
		if (request.port !== 'service' && this.showsSecret(request)) this.leaks.push(request);
		return request;
	}

	clear(): void {
		this.requests.length = 0;
		this.leaks.length = 0;
	}

	private showsSecret({ headers, url, body }: RecordedRequest): boolean {
		const seen = JSON.stringify([headers, url, body]);
		return headers[this.secretHeader] !== undefined || this.secrets.some((secret) => seen.includes(secret));
	}
}
