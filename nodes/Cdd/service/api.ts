import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../../shared/fault';
import { Pace } from '../../shared/http/pace';
import { pathSegment } from '../../shared/http/pathSegment';
import { send, timeLimits } from '../../shared/http/send';
import type { RequestContext, Service, ServiceAnswer } from '../../shared/http/send';
import { checked } from '../../shared/values/badInput';
import type { BodyOf, Endpoint, QueryOf, ReplyOf } from '../contract/endpoint';
import { readConnection, cddCredential } from './connection';
import type { CddConnection } from './connection';
import { isRefusal, refusal, replyOf, slowDownStatus } from './refusal';

export interface CddRequest<E extends Endpoint> {
	/** Values for the holes of the path, `{id}`. */
	path?: Record<string, number>;
	query?: QueryOf<E>;
	body?: BodyOf<E>;
	/** Milliseconds for one try; by default fitting for one record. */
	timeLimit?: number;
	/** Goes out although the execution was stopped. */
	afterCancel?: boolean;
}

/** How long an answer that is read as a stream may take until its last byte. */
export interface Download {
	/** Milliseconds. */
	timeLimit: number;
	/** Ends the request, and the body that came. */
	signal: AbortSignal;
}

/** Where an endpoint is. @param path values for the holes of its path */
export function addressOf(
	{ base, vaultId }: CddConnection,
	endpoint: Endpoint,
	path: Record<string, number> = {},
): string {
	const below = endpoint.path.replace(/\{(\w+)\}/g, (_hole, name: string) => pathSegment(path[name] ?? ''));
	return endpoint.scope === 'service' ? `${base}${below}` : `${base}/vaults/${pathSegment(vaultId)}${below}`;
}

/** How one talks to CDD Vault: addresses, the envelope, refusals. One object serves one run of a node. */
export class CddApi {
	readonly service: Service;

	constructor(
		readonly context: RequestContext,
		private readonly connection: CddConnection,
	) {
		this.service = {
			name: 'CDD Vault',
			credentialType: cddCredential,
			readOnly: connection.readOnly,
			slowDownStatus,
			pace: new Pace(),
		};
	}

	/**
	 * Makes one documented call.
	 * @returns the reply, checked against the contract; unknown keys are kept
	 * @throws Fault
	 */
	async call<E extends Endpoint>(endpoint: E, request: CddRequest<E> = {}): Promise<ReplyOf<E>> {
		return this.reply(endpoint, await this.ask(endpoint, request));
	}

	/**
	 * The same for whoever checks the answer in another way: long lists are checked once.
	 * @throws Fault where it is a refusal
	 */
	async ask<E extends Endpoint>(endpoint: E, request: CddRequest<E> = {}): Promise<ServiceAnswer> {
		const answer = await send(this.context, this.service, {
			method: endpoint.method,
			url: this.urlOf(endpoint, request.path),
			query: endpoint.query ? queryText(checked(endpoint.query, request.query ?? {}, 'Filters')) : undefined,
			body: endpoint.body ? checked(endpoint.body, request.body ?? {}, 'Data') : undefined,
			access: endpoint.access,
			timeLimit: request.timeLimit ?? timeLimits.record,
			afterCancel: request.afterCancel,
		});
		if (isRefusal(answer)) throw this.refusalOf(endpoint, answer);
		return answer;
	}

	/** Sends a form with files, as `POST slurps` wants it. @throws Fault */
	async upload<E extends Endpoint>(endpoint: E, form: FormData): Promise<ReplyOf<E>> {
		const answer = await send(this.context, this.service, {
			method: endpoint.method,
			url: this.urlOf(endpoint),
			body: form,
			access: endpoint.access,
			timeLimit: timeLimits.upload,
		});
		return this.reply(endpoint, answer);
	}

	/**
	 * The raw answer with its body as a stream, redirects and refusals included.
	 * @throws Fault
	 */
	async open(
		endpoint: Endpoint,
		path: Record<string, number>,
		{ timeLimit, signal }: Download,
	): Promise<ServiceAnswer> {
		return await send(this.context, this.service, {
			method: endpoint.method,
			url: this.urlOf(endpoint, path),
			access: endpoint.access,
			timeLimit,
			answerAs: 'stream',
			signal,
		});
	}

	/** Opens an address that the service handed out, without the token. @throws Fault */
	async openElsewhere(url: string, { timeLimit, signal }: Download): Promise<ServiceAnswer> {
		return await send(this.context, this.service, {
			method: 'GET',
			url,
			access: 'read',
			timeLimit,
			answerAs: 'stream',
			anonymous: true,
			signal,
		});
	}

	/** An answer that is no data, as a fault. */
	refusalOf(endpoint: Endpoint, answer: ServiceAnswer): Fault {
		return refusal(endpoint, answer, this.connection);
	}

	/** Checks an answer. @throws Fault */
	reply<E extends Endpoint>(endpoint: E, answer: ServiceAnswer): ReplyOf<E> {
		return replyOf(endpoint, answer, this.connection);
	}

	urlOf(endpoint: Endpoint, path: Record<string, number> = {}): string {
		return addressOf(this.connection, endpoint, path);
	}

	get vaultId(): number {
		return this.connection.vaultId;
	}

	/** Such as `eu.collaborativedrug.com`. */
	get server(): string {
		return new URL(this.connection.base).hostname;
	}

	/** What distinguishes this vault from others, for the ledger of writes. */
	get address(): string {
		return `${this.connection.base}/vaults/${this.connection.vaultId}`;
	}

	/** The full name of the token's user, where the credential says it. */
	get apiUser(): string | undefined {
		return this.connection.apiUser;
	}

	/** The event field that holds the barcodes of samples, where the credential says it. */
	get barcodeField(): string | undefined {
		return this.connection.barcodeField;
	}

	/** What a trigger remembers belongs to one vault. */
	get pollAddress(): string {
		return this.address;
	}
}

export async function connectCdd(context: RequestContext): Promise<CddApi> {
	return new CddApi(context, await readConnection(context));
}

/** Lists become `1,2`, the form of the vendor's current pages; what is not set is left out. */
export function queryText(query: IDataObject): Record<string, string> {
	const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
	return Object.fromEntries(
		entries.map(([key, value]) => [key, Array.isArray(value) ? value.join(',') : String(value)]),
	);
}
