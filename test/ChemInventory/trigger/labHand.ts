import {
	addContainers,
	deleteContainers,
	moveContainers,
	saveContainerField,
} from '../../../nodes/ChemInventory/contract/container';
import { restoreContainer } from '../../../nodes/ChemInventory/contract/inventory';
import { moveAllOfLocation } from '../../../nodes/ChemInventory/contract/location';
import { deleteOrder, receiveOrder, requestOrder, toggleOrdered } from '../../../nodes/ChemInventory/contract/order';
import { present } from '../../support/present';
import type { Watched } from './watching';

type Random = (limit: number) => number;

const day = 24 * 3_600_000;
/** So late rows come into sight at most, in seconds: a little less than the overlap of two polls. */
const latest = 570;
const places = [
	'Stores > Shelf A',
	'Stores > Shelf B',
	'Cupboards > Cupboard 1',
	'Lab 1.02 > Solvents > 1 L',
	'Cold Room > Rack 1',
];
/** Some orders have a name of their own; others share one, or hold the name of another. */
const sharedNames = ['Ethanol', 'Ethanol absolute', 'Acetone', 'Request for Acetone'];

/** People at work in a lab: one random change at a time. */
export class LabHand {
	changes = 0;

	private readonly begun: number;

	constructor(
		private readonly lab: Watched,
		private readonly random: Random,
	) {
		this.begun = lab.clock.now;
	}

	/** Whatever it is, it may happen in the very second of the one before, or hours later. */
	async change(): Promise<void> {
		const chance = this.random(100);
		if (chance > 60)
			this.lab.clock.pass(
				chance === 99 ? 3600 * (1 + this.random(9)) : chance > 95 ? this.random(1200) : this.random(20),
			);
		const lateBy = this.random(8) === 0 ? this.random(latest) : 0;
		await this.late(lateBy, async () => await this.changeSomething());
		this.changes += 1;
	}

	/** Something of some seconds ago comes into sight only now. */
	private async late(seconds: number, happen: () => Promise<void>): Promise<void> {
		const { clock } = this.lab;
		const { now } = clock;
		clock.now = Math.max(this.begun, now - seconds * 1000);
		await happen();
		clock.now = now;
	}

	/** Very many containers at once, or over half a minute. */
	async burst(): Promise<void> {
		const seconds = this.random(2) * 10;
		for (let part = 0; part < 3; part++) {
			await this.addMany(200);
			this.lab.clock.pass(seconds);
		}
	}

	/** What belongs to a burst that was reported already. */
	async lateInBurst(): Promise<void> {
		await this.late(15, async () => await this.addMany(3));
	}

	private async addMany(count: number): Promise<void> {
		const data = Array.from({ length: count }, () => ({
			name: 'Acetone',
			locationid: this.shelf(),
			substanceid: this.lab.client.lab.substance('67-64-1').id,
			barcode: '',
		}));
		await this.lab.client.ask(addContainers, { data });
	}

	private async changeSomething(): Promise<void> {
		await this.pick([
			[14, async () => await this.add()],
			[16, async () => await this.move()],
			[1, async () => await this.moveRoom()],
			[14, async () => await this.edit('comments', ['', 'Opened', 'see (AA00001) moved from "x" to "y"'])],
			[4, async () => await this.edit('containername', ['Acetone', 'Gold (I) chloride', 'Acid 10% (w/v)'])],
			[8, async () => await this.remove()],
			[4, async () => await this.restore()],
			[12, async () => await this.request()],
			[14, async () => await this.place()],
			[7, async () => await this.receive()],
			[4, async () => await this.withdraw()],
			[14, async () => await this.edit('cf-365', ['0', '2.5', '9.99', '10', '11', '250', ''])],
			[
				10,
				async () =>
					await this.edit('cf-363', [...[-40, 0, 3, 29, 30, 31, 90].map((days) => this.dayFromNow(days)), '']),
			],
		]);
	}

	private async pick(choices: Array<[weight: number, act: () => Promise<void>]>): Promise<void> {
		let at = this.random(choices.reduce((sum, [weight]) => sum + weight, 0));
		for (const [weight, act] of choices) {
			at -= weight;
			if (at < 0) return await act();
		}
	}

	private one<T>(of: readonly T[]): T {
		return present(of[this.random(of.length)]);
	}

	/** By the clock of n8n, which the trigger goes by. */
	private dayFromNow(days: number): string {
		return new Date(Date.now() + days * day).toISOString().slice(0, 10);
	}

	private shelf(): number {
		return this.lab.client.lab.location(this.one(places)).id;
	}

	private container(): number {
		const containers = this.lab.client.lab.liveContainers();
		// A few are at work again and again.
		return this.one(this.random(2) === 0 ? containers.slice(0, 12) : containers).id;
	}

	private async add(): Promise<void> {
		const count = this.random(10) === 0 ? 8 : 1;
		const data = Array.from({ length: count }, (_, index) => ({
			name: this.one(['Acetone', 'Gold (I) chloride', 'Toluene']),
			locationid: this.shelf(),
			substanceid: this.lab.client.lab.substance('67-64-1').id,
			barcode: this.random(4) === 0 ? '' : `SK${this.changes}-${index}`,
			...(this.random(3) === 0 ? { 'cf-365': this.one(['5', '50']) } : {}),
			...(this.random(3) === 0 ? { 'cf-363': this.dayFromNow(this.one([5, 200])) } : {}),
		}));
		await this.lab.client.ask(addContainers, { data });
	}

	private async move(): Promise<void> {
		const ids = new Set(Array.from({ length: 1 + this.random(4) }, () => this.container()));
		await this.lab.client.ask(moveContainers, { containerid: [...ids], destinationid: this.shelf() });
	}

	private async moveRoom(): Promise<void> {
		await this.lab.client.ask(moveAllOfLocation, { origin: this.shelf(), destination: this.shelf() });
	}

	private async edit(field: string, values: string[]): Promise<void> {
		await this.lab.client.ask(saveContainerField, { containerid: this.container(), field, newvalue: this.one(values) });
	}

	private async remove(): Promise<void> {
		await this.lab.client.ask(deleteContainers, { containerid: [this.container()] });
	}

	private async restore(): Promise<void> {
		const deleted = [...this.lab.client.lab.containers.values()].filter(
			(container) => container.deleted && container.inventory === this.lab.client.inventory,
		);
		if (deleted.length > 0) await this.lab.client.ask(restoreContainer, { id: this.one(deleted).id });
	}

	private async request(): Promise<void> {
		await this.lab.client.ask(requestOrder, {
			substanceid: this.lab.client.lab.substance('67-64-1').id,
			quantity: this.random(6) === 0 ? 3 : 1,
			supplier: 'VWR',
			name: this.random(2) === 0 ? this.one(sharedNames) : `Order ${this.changes}`,
			containersize: '500',
			units: this.lab.client.lab.unitId('mL'),
		});
	}

	private order(): number | undefined {
		const orders = this.lab.client.lab.openOrders();
		return orders.length === 0 ? undefined : this.one(orders).id;
	}

	/** Or takes it back. */
	private async place(): Promise<void> {
		const orderid = this.order();
		if (orderid !== undefined) await this.lab.client.ask(toggleOrdered, { orderid });
	}

	private async receive(): Promise<void> {
		const orderid = this.order();
		if (orderid !== undefined)
			await this.lab.client.ask(receiveOrder, { orderid, name: 'Arrived', locationid: this.shelf() });
	}

	private async withdraw(): Promise<void> {
		const orderid = this.order();
		if (orderid !== undefined) await this.lab.client.ask(deleteOrder, { orderid });
	}
}
