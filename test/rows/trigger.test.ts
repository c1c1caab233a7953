import type { IDataObject } from 'n8n-workflow';

import {
	addContainers,
	deleteContainers,
	moveContainers,
	saveContainerField,
} from '../../nodes/ChemInventory/contract/container';
import { other, shelf, watchedForEachTest } from '../ChemInventory/trigger/watching';
import { present } from '../support/present';
import { forgetWaits } from '../support/waits';
import { batchOfRows, chemRows } from './chemRows';
import type { Row } from './deal';
import { seedsOf } from './part';

const lab = watchedForEachTest();
beforeEach(forgetWaits);

const named = 500;
const eachTime = 250;

interface Named {
	name: string;
	barcode: string;
}

/** Names and barcodes of accepted rows. The barcode is the container's own, so that a text of the log is known by it. */
function namesFrom(rows: readonly Row[]): Named[] {
	return rows.flatMap(({ stored: { name, barcode } }) =>
		name === undefined || barcode === undefined ? [] : [{ name, barcode }],
	);
}

/** As the log puts them in front of what happened. */
const isOf = ({ name, barcode }: Named, text: unknown) => String(text).startsWith(`${name} (${barcode})`);

const events = ['containerAdded', 'containerEdited', 'containerMoved', 'containerDeleted'];

it.each(seedsOf(named, 1))('name and barcode are right, or empty: containers of seed %i', async (seed) => {
	const { client, trigger } = lab();
	const batches = Array.from({ length: Math.ceil((2.2 * named) / batchOfRows) }, (_empty, at) => seed * 100 + at);
	const all = namesFrom(batches.flatMap((one) => chemRows(one, ['IN-USE'])).flatMap(({ rows }) => rows));
	const once = new Map(all.map((one) => [one.barcode, one]));
	const [before, after] = [[...once.values()].slice(0, eachTime), [...once.values()].slice(eachTime, named)];
	expect(after).toHaveLength(eachTime);

	const triggers = events.map((event) => trigger({ event, options: {} }));
	for (const each of triggers) await each.activate();
	const ids = await client.ask(addContainers, {
		data: before.map((container) => ({
			...container,
			locationid: client.lab.location(shelf).id,
			substanceid: client.lab.substance('67-64-1').id,
		})) as never,
	});
	// The log names a container as it is called afterwards, and tells what it was called before.
	const barcodeOf = (id: number) => client.lab.container(id).barcode;
	const renamed = new Map(before.map(({ barcode }, at) => [barcode, present(after[at]).name]));
	for (const containerid of ids) {
		const newvalue = present(renamed.get(barcodeOf(containerid)));
		await client.ask(saveContainerField, { containerid, field: 'containername', newvalue });
	}
	await client.ask(moveContainers, { containerid: ids, destinationid: client.lab.location(other).id });
	await client.ask(deleteContainers, { containerid: ids });

	const known = [...before, ...before.map(({ barcode }) => ({ barcode, name: present(renamed.get(barcode)) }))];
	for (const each of triggers) {
		const items: IDataObject[] = await each.poll();
		expect(items).toHaveLength(eachTime);
		const wrong = items.filter(({ text, name, barcode }) => {
			if (name === null && barcode === null) return false;
			const owners = new Set(
				known.filter((one) => isOf(one, text)).map((one) => JSON.stringify([one.name, one.barcode])),
			);
			return !(owners.size === 1 && owners.has(JSON.stringify([name, barcode])));
		});
		expect(wrong).toEqual([]);
		expect(items.filter(({ name }) => name !== null).length).toBeGreaterThan(eachTime / 2);
	}
});
