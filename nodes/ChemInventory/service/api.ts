import { Fault } from '../../shared/fault';
import { Pace } from '../../shared/http/pace';
import { send, timeLimits } from '../../shared/http/send';
import type { RequestContext, Service, ServiceAnswer } from '../../shared/http/send';
import { oncePerRun } from '../../shared/oncePerRun';
import { checked } from '../../shared/values/badInput';
import type { BodyOf, DataOf, Endpoint } from '../contract/endpoint';
import { getDetails, switchInventory } from '../contract/inventory';
import { chemInventoryCredential, readConnection } from './connection';
import type { ChemInventoryConnection } from './connection';
import { dataOf } from './envelope';

/** How one talks to ChemInventory: the envelope, refusals, the right inventory. One object serves one run of a node. */
export class ChemInventoryApi {
	readonly service: Service;

	/** Texts that no error may show. */
	private readonly secrets: string[];

	constructor(
		readonly context: RequestContext,
		private readonly connection: ChemInventoryConnection,
	) {
		this.service = {
			name: 'ChemInventory',
			credentialType: chemInventoryCredential,
			readOnly: connection.readOnly,
			pace: new Pace(),
		};
		this.secrets = [...connection.secrets];
	}

	/** From now on the text shows in no error: for secrets beside the token, such as a new password. */
	hide(secret: string): void {
		this.secrets.push(secret);
	}

	/**
	 * Makes one documented call.
	 * @param timeLimit milliseconds for one try
	 * @returns what `data` holds, checked against the contract; unknown keys are kept
	 * @throws Fault
	 */
	async call<E extends Endpoint>(
		endpoint: E,
		body: BodyOf<E>,
		timeLimit: number = timeLimits.record,
	): Promise<DataOf<E>> {
		if (endpoint.path !== getDetails.path && endpoint.path !== switchInventory.path) await this.requireInventory();
		const answer = await send(this.context, this.service, {
			method: 'POST',
			url: `${this.connection.base}${endpoint.path}`,
			body: checked(endpoint.body, body, 'Data'),
			access: endpoint.access,
			timeLimit,
		});
		return dataOf(endpoint, answer, this.secrets);
	}

	/**
	 * Opens an address that the service handed out, with GET and without the token.
	 * @param signal ends the request, and the body that came
	 * @throws Fault
	 */
	async openElsewhere(url: string, signal: AbortSignal): Promise<ServiceAnswer> {
		return await send(this.context, this.service, {
			method: 'GET',
			url,
			access: 'read',
			timeLimit: timeLimits.download,
			answerAs: 'stream',
			anonymous: true,
			signal,
		});
	}

	/** What distinguishes this service and inventory from others, for the ledger of writes. */
	get address(): string {
		return `${this.connection.base}#${this.connection.inventoryId ?? ''}`;
	}

	/** The same, for the memory of the trigger. */
	get pollAddress(): string {
		return this.address;
	}

	/** Plain HTTP is used with a test server on the same machine only. */
	get isEncrypted(): boolean {
		return this.connection.base.startsWith('https:');
	}

	/**
	 * The active inventory is a state of the user's account that the web app and other programs switch. Where the
	 * credential names one, nothing else is read or written.
	 */
	private async requireInventory(): Promise<void> {
		const wanted = this.connection.inventoryId;
		if (wanted === undefined) return;
		const { user } = await fetchDetails(this);
		if (user.inventory === wanted) return;
		throw new Fault('refused', 'A different inventory is active, so nothing was done', {
			description: `The credential names the inventory ${wanted}; the active one of the API token's user is ${user.inventory} (${user.inventoryname ?? 'without a name'}). Switch it in ChemInventory, or use a separate user for each inventory.`,
		});
	}
}

/** User, inventory, units, suppliers and locations: one request for each run of a node. */
export const fetchDetails = oncePerRun(async (api: ChemInventoryApi) => await api.call(getDetails, {}));

export async function connectChemInventory(context: RequestContext): Promise<ChemInventoryApi> {
	return new ChemInventoryApi(context, await readConnection(context));
}
