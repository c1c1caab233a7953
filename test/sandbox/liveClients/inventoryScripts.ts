import { z } from 'zod';

const details = z.object({
	user: z.object({ inventory: z.number(), inventoryname: z.string() }).passthrough(),
	inventory: z.object({ sharing: z.array(z.object({ inventory: z.number(), name: z.string() })) }).passthrough(),
});
const row = z
	.object({
		id: z.number(),
		barcode: z.string(),
		name: z.string(),
		substanceid: z.number(),
		comments: z.string(),
		location: z.string(),
		disposed: z.string(),
	})
	.catchall(z.union([z.string(), z.number(), z.null()]));
const named = z.object({ id: z.number(), name: z.string() }).passthrough();
const fields = z.object({ container: z.array(named), substance: z.array(named) });
const linked = z.array(z.object({ id: z.number(), mimetype: z.string() }).passthrough());

export type ExportRow = z.output<typeof row>;

export interface Bottle {
	/** The key by which the other system knows it. */
	reference: string;
	name: string;
	cas?: string;
	location: string;
}

const referenceField = 'Other System ID';

/**
 * A script that keeps another system and ChemInventory alike, in the manner of those that labs run every night. It takes
 * HTTP 200 and `success` for an answer, and all else for an end. It knows nothing of the sandbox.
 */
export class InventoryScripts {
	private inventory: number | undefined;

	constructor(
		private readonly api: string,
		private readonly token: string,
	) {}

	/** The number of the inventory goes along with every request. */
	async post(path: string, body: object = {}): Promise<unknown> {
		const response = await fetch(`${this.api}${path}`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({
				authtoken: this.token,
				...(this.inventory === undefined ? {} : { inventory: this.inventory }),
				...body,
			}),
		});
		const text = await response.text();
		const answer = z.object({ status: z.string(), data: z.unknown() }).parse(JSON.parse(text));
		if (!response.ok || answer.status !== 'success') throw new Error(`Bad response: ${text}`);
		return answer.data;
	}

	async connect(): Promise<string> {
		const { user } = details.parse(await this.post('/general/getdetails'));
		this.inventory = user.inventory;
		return user.inventoryname;
	}

	async shared(): Promise<number[]> {
		const { inventory } = details.parse(await this.post('/general/getdetails'));
		return inventory.sharing.map((other) => other.inventory);
	}

	async rows(): Promise<ExportRow[]> {
		return z.object({ rows: z.array(row) }).parse(await this.post('/inventorymanagement/export')).rows;
	}

	/** The word None is what an empty comment reads as. */
	async descriptions(): Promise<Map<number, string>> {
		return new Map((await this.rows()).map(({ id, comments }) => [id, comments === 'None' ? '' : comments]));
	}

	private async referenceKey(): Promise<string> {
		const known = fields.parse(await this.post('/customfields/get')).container;
		const field = known.find(({ name }) => name === referenceField);
		if (field !== undefined) return `cf-${field.id}`;
		const request = { id: 0, fieldtype: 'container', name: referenceField, type: 'text', scope: 'inventory' };
		await this.post('/customfields/save', request);
		return await this.referenceKey();
	}

	private async locationId(name: string): Promise<number> {
		const known = z.array(named).parse(await this.post('/location/load'));
		const location = known.find((each) => each.name === name);
		if (location === undefined) throw new Error(`No location called ${name}`);
		return location.id;
	}

	/** Adds what is not there and was not thrown away. @returns what it added */
	async sync(bottles: Bottle[]): Promise<string[]> {
		const key = await this.referenceKey();
		const there = new Set((await this.rows()).map((each) => each[key]));
		const added: string[] = [];
		for (const { reference, name, cas = 'N/A', location } of bottles.filter((each) => !there.has(each.reference))) {
			const [substance] = z.array(named).parse(await this.post('/container/getsubstance', { name, cas }));
			if (substance === undefined) throw new Error(`No substance called ${name}`);
			const locationid = await this.locationId(location);
			const container = { name, locationid, substanceid: substance.id, [key]: reference };
			await this.post('/container/add', { data: [container] });
			added.push(reference);
		}
		return added;
	}

	async dispose(containerid: number): Promise<void> {
		await this.post('/container/delete', { containerid: [containerid] });
	}

	async deletedIds(): Promise<number[]> {
		const deleted = await this.post('/inventorymanagement/deletedcontainers/get');
		return z
			.array(z.object({ id: z.number() }))
			.parse(deleted)
			.map(({ id }) => id);
	}

	/** The data sheets of a substance; the address of a file is asked without the token. */
	async sheets(substanceid: number): Promise<Buffer[]> {
		const files = linked.parse(await this.post('/filestore/getlinkedfiles', { substanceid }));
		const sheets: Buffer[] = [];
		for (const { id } of files.filter(({ mimetype }) => mimetype === 'application/pdf')) {
			const response = await fetch(String(await this.post('/filestore/download', { fileid: id })));
			sheets.push(Buffer.from(await response.arrayBuffer()));
		}
		return sheets;
	}

	async hits(type: string, contents: unknown, inventory = this.inventory): Promise<number[]> {
		const found = await this.post('/search/execute', { inventory, type, contents });
		return z
			.object({ containers: z.array(z.object({ id: z.number() })) })
			.parse(found)
			.containers.map(({ id }) => id);
	}

	async tag(containerid: number, field: string, tags: string[]): Promise<void> {
		await this.post('/container/information/save', { containerid, field, newvalue: `|${tags.join('|')}|` });
	}
}
