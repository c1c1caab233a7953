import type { IDataObject } from 'n8n-workflow';

import { CddVaultTrigger } from '../../nodes/Cdd/CddVaultTrigger.node';
import { recordFields as cddFields } from '../../nodes/Cdd/records/recordFields';
import { cddEvents } from '../../nodes/Cdd/trigger';
import { ChemInventoryTrigger } from '../../nodes/ChemInventory/ChemInventoryTrigger.node';
import { deleteContainers, saveContainerField } from '../../nodes/ChemInventory/contract/container';
import { receiveOrder, requestOrder, toggleOrdered } from '../../nodes/ChemInventory/contract/order';
import { recordFields as chemFields } from '../../nodes/ChemInventory/records/recordFields';
import { chemInventoryEvents } from '../../nodes/ChemInventory/trigger';
import { outputIn } from '../../nodes/shared/form/detail';
import { Hand } from '../Cdd/trigger/onTrigger';
import { add, move, shelf, watched } from '../ChemInventory/trigger/watching';
import type { Watched } from '../ChemInventory/trigger/watching';
import { onSandbox } from '../support/cdd';
import { onChemSandbox } from '../support/chemInventory';
import type { Subject } from '../support/engine';
import { PolledTrigger } from '../support/poll';
import { present } from '../support/present';
import { freshSandbox } from '../support/sandbox';
import { forgetWaits } from '../support/waits';
import { listed } from './listed';

beforeEach(forgetWaits);

interface Scene {
	readonly subject: Subject;
	/** What the event asks beside Output. */
	readonly form: IDataObject;
	readonly added: readonly string[];
}

/** Something of each kind has happened in the inventory. */
async function happened(): Promise<Watched> {
	const lab = await watched();
	const { client } = lab;
	const [moved = 0, gone = 0] = await add(lab, ['EV-1', 'EV-2'], 'Acetone', { 'cf-363': '2020-01-31', 'cf-365': '1' });
	await move(lab, [moved]);
	await client.ask(saveContainerField, { containerid: moved, field: 'comments', newvalue: 'Opened' });
	await client.ask(deleteContainers, { containerid: [gone] });
	const request = async (name: string) => {
		const { id: substanceid } = client.lab.substance('67-64-1');
		await client.ask(requestOrder, {
			substanceid,
			supplier: 'VWR',
			name,
			containersize: '500',
			units: client.lab.unitId('mL'),
		});
		return present(client.lab.openOrders().find((order) => order.name === name)).id;
	};
	await client.ask(toggleOrdered, { orderid: await request('Placed') });
	const { id: locationid } = client.lab.location(shelf);
	await client.ask(receiveOrder, { orderid: await request('Arrived'), name: 'Arrived', locationid });
	return lab;
}

const ofStock: Readonly<Record<string, IDataObject>> = {
	containerExpiring: { dateField: 'cf-363', daysAhead: 10_000 },
	stockBelowLevel: { numberField: 'cf-365', level: 1_000_000 },
};

async function chemScene(event: string, records: string): Promise<Scene> {
	const { sandbox } = await happened();
	const isOfLog = event.startsWith('container') && event !== 'containerExpiring';
	return {
		subject: onChemSandbox(new ChemInventoryTrigger(), sandbox),
		form: { ...ofStock[event], options: isOfLog ? { includeContainer: true } : {} },
		added: chemFields[records as keyof typeof chemFields].added ?? [],
	};
}

async function cddScene(_event: string, records: string): Promise<Scene> {
	const sandbox = await freshSandbox();
	const hand = new Hand(sandbox, { now: Date.now() });
	const { id } = hand.makeSample();
	await hand.addEvent(id, { Debit: 1 });
	hand.editSample(id, {});
	await hand.updateBatch(await hand.createBatch(), {});
	return {
		subject: onSandbox(new CddVaultTrigger(), sandbox),
		form: { filters: {} },
		added: cddFields[records as keyof typeof cddFields].added ?? [],
	};
}

const events = [
	...[...cddEvents.table].map((entry) => ['CDD Vault', ...entry, cddScene] as const),
	...[...chemInventoryEvents.table].map((entry) => ['ChemInventory', ...entry, chemScene] as const),
];
const kindOf = ([, , { form }]: (typeof events)[number]) => outputIn(form)?.records;
const givers = events.flatMap((entry) => {
	const records = kindOf(entry);
	return records === undefined ? [] : [[entry[0], entry[1], entry[3], records] as const];
});

it('is asked for by every event but that of imports, which has a report of its own', () => {
	expect(events.filter((entry) => kindOf(entry) === undefined).map(([, event]) => event)).toEqual(['slurpSettled']);
	expect(givers).toHaveLength(13);
});

describe.each(givers)('the output of %s, %s', (_service, event, sceneOf, records) => {
	const shownBy = async ({ subject, form }: Scene, output: IDataObject) =>
		await new PolledTrigger(subject, { event, ...form, ...output } as never).fetchTestEvent();

	it('is Simplified, with what can be chosen and forty columns at most; as chosen; or raw', async () => {
		const scene = await sceneOf(event, records);
		const offers = await listed(scene.subject, `get${records.charAt(0).toUpperCase()}${records.slice(1)}Fields`);
		const names = offers.map(({ value }) => value);
		const simplified = await shownBy(scene, {});
		expect(simplified.length).toBeGreaterThan(0);
		const known = new Set([...names, ...scene.added]);
		for (const record of simplified) {
			expect(Object.keys(record).filter((key) => !known.has(key))).toEqual([]);
			expect(Object.keys(record).length).toBeLessThanOrEqual(40);
		}

		const [first = {}] = simplified;
		const chosen = [...Object.keys(first).filter((key) => key !== 'id')].reverse().slice(0, 3);
		const selected = await shownBy(scene, { output: 'selectedFields', selectedFields: chosen });
		const id = 'id' in first ? ['id'] : [];
		expect(Object.keys(selected[0] ?? {})).toEqual([...id, ...chosen]);
		for (const key of chosen) expect(selected[0]?.[key]).toEqual(first[key]);

		const raw = await shownBy(scene, { output: 'raw' });
		expect(raw).toHaveLength(simplified.length);
		const text = JSON.stringify(raw[0]);
		expect(text).toMatch(/"(created_at|containername|name|area)":/);
		expect(text).not.toContain('"dateAcquired"');
	});

	it('is refused with a field that is not known, when the workflow is switched on', async () => {
		const scene = await sceneOf(event, records);
		if (['samples'].includes(records)) return;
		const output = { output: 'selectedFields', selectedFields: ['barcodex'] };
		const trigger = new PolledTrigger(scene.subject, { event, ...scene.form, ...output } as never);
		await expect(trigger.activate()).rejects.toMatchObject({
			message: "'Fields to Return' names a field that these records do not have",
		});
	});
});

describe('sixty fields of the lab in an event', () => {
	it('are shown as far as forty columns hold, what the event is about among them', async () => {
		const { sandbox, client } = await happened();
		const { customFields } = client.lab.lab;
		const template = present(customFields.get(362), 'a field');
		const ids = Array.from({ length: 60 }, (_none, at) => 8001 + at);
		for (const id of ids) customFields.set(id, { ...template, id, name: `Own ${id}` });
		const { id: location } = client.lab.location('Stores');
		const fields = new Map(ids.map((id) => [id, `of ${id}`]));
		client.lab.addContainer({ location, fields: fields.set(365, '1') });
		const subject = onChemSandbox(new ChemInventoryTrigger(), sandbox);
		const form = { event: 'stockBelowLevel', numberField: 'cf-365', level: 1_000_000, options: {} };
		const [widest] = await new PolledTrigger(subject, form).fetchTestEvent();
		expect(Object.keys(widest ?? {})).toHaveLength(40);
		expect(widest).toMatchObject({ amount: 1, level: 1_000_000, location: 'Stores' });
		const [raw] = await new PolledTrigger(subject, { ...form, output: 'raw' }).fetchTestEvent();
		expect(Object.keys(raw ?? {}).length).toBeGreaterThan(60);
	});
});
