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
	/** What was let pass although the vendor's pages do not say that it may be sent, such as unknown keys. */
	tolerated: string[];
}

/** What a request did that the vendor's pages do not say, and that was let pass. */
export interface Tolerated {
	/** Method and path. */
	request: string;
	what: string;
}

export interface LogRules {
	secretHeader: string;
	secrets: readonly string[];
	/** Whether a client may show its header at the file storage, as one does that follows a redirect with all of its headers. */
	mayShowHeaderAtStorage: boolean;
}

/**
 * What arrived on the sandbox's ports, in order of arrival; where a secret was seen that had no business there; and what was
 * let pass.
 */
export class RequestLog {
	readonly requests: RecordedRequest[] = [];

	readonly leaks: RecordedRequest[] = [];

	/** It outlives `clear`, so that nobody's own client is let off by tidying up. */
	readonly tolerated: Tolerated[] = [];

	constructor(private readonly rules: LogRules) {}

	record(request: RecordedRequest): RecordedRequest {
		this.requests.push(request);
		if (request.port !== 'service') this.lookForSecrets(request);
		return request;
	}

	tolerate(request: RecordedRequest, what: string): void {
		request.tolerated.push(what);
		this.tolerated.push({ request: `${request.method} ${request.path}`, what });
	}

	clear(): void {
		this.requests.length = 0;
		this.leaks.length = 0;
	}

	private lookForSecrets(request: RecordedRequest): void {
		const { secretHeader, mayShowHeaderAtStorage } = this.rules;
		const { [secretHeader]: shown, ...headers } = request.headers;
		if (this.holdsSecret([headers, request.url, request.body])) this.leaks.push(request);
		else if (shown === undefined) return;
		else if (mayShowHeaderAtStorage && request.port === 'storage')
			this.tolerate(request, `${secretHeader} was sent to the file storage`);
		else this.leaks.push(request);
	}

	private holdsSecret(shown: unknown): boolean {
		const text = JSON.stringify(shown);
		return this.rules.secrets.some((secret) => text.includes(secret));
	}
}
