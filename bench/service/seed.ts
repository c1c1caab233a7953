import type { Sandbox } from '../../sandbox';
import type { BatchRecord, SampleRecord } from '../../sandbox/cdd/state';
import { present } from '../../test/support/present';
import type { Facts, Needs } from './facts';

const placesInAll = 20;
const substancesInAll = 10;
const positionsInBox = 100;
const namedAtMost = 2_000;
/** Above those that the sandbox gives. */
const firstId = 5_000_000;
const expiryField = 363;

const upTo = (count: number) => Array.from({ length: count }, (_none, index) => index);
const padded = (index: number) => String(index).padStart(7, '0');

const firstOf = <Value>(values: Iterable<Value>): Value => present([...values][0], 'A record to take after');

function addPlaces({ chemInventory: { lab } }: Sandbox): string[] {
	return upTo(placesInAll).map((index) => {
		const name = `Bench room ${index + 1}`;
		lab.addLocation(name);
		return name;
	});
}

function substances({ chemInventory: { lab } }: Sandbox): string[] {
	const known = [...lab.substances.values()].map(({ cas }) => cas).filter((cas) => /^\d+-\d\d-\d$/.test(cas));
	return [...new Set(known)].slice(0, substancesInAll);
}

/** One in a hundred has a date, most of them far ahead. */
function addContainers({ chemInventory: { lab } }: Sandbox, count: number): string[] {
	const model = lab.addContainer({ location: lab.location('Bench room 1').id });
	return upTo(count).map((index) => {
		const year = 2030 + (index % 40);
		const barcode = `BENCH${padded(index)}`;
		const id = lab.lab.ids.container.next();
		lab.containers.set(id, {
			...model,
			id,
			name: `Bench container ${index}`,
			barcode,
			fields: index % 100 === 0 ? new Map([[expiryField, `${year}-0${1 + (index % 9)}-15`]]) : new Map(),
		});
		return barcode;
	});
}

function addBatches({ cdd }: Sandbox, count: number): number[] {
	const model: BatchRecord = firstOf(cdd.batches.values());
	return upTo(count).map((index) => {
		const id = firstId + index;
		cdd.batches.set(id, {
			...model,
			id,
			name: `BENCH-${padded(index)}`,
			molecule_batch_identifier: `B-${padded(index)}`,
		});
		return id;
	});
}

function addBox({ cdd }: Sandbox, index: number): number {
	const model = present([...cdd.locations.values()].find(({ position_limit }) => position_limit > 0));
	const id = firstId + index;
	cdd.locations.set(id, {
		...model,
		id,
		value: `Bench box ${index}`,
		num_columns: 10,
		num_rows: 10,
		position_limit: positionsInBox,
	});
	return id;
}

function addSamples(sandbox: Sandbox, count: number): number[] {
	const { cdd } = sandbox;
	const model: SampleRecord = cdd.addSample();
	const boxes = upTo(Math.ceil(count / positionsInBox)).map((index) => addBox(sandbox, index + 1));
	return upTo(count).map((index) => {
		const id = firstId + index;
		cdd.samples.set(id, {
			...model,
			id,
			name: `Bench sample ${padded(index)}`,
			inventory_location_id: boxes[Math.floor(index / positionsInBox)] ?? null,
			inventory_location_position: (index % positionsInBox) + 1,
			location: `Bench box ${Math.floor(index / positionsInBox) + 1}`,
		});
		return id;
	});
}

/** Fills the lab of a sandbox that is as new. The same for the same needs. */
export function seed(sandbox: Sandbox, needs: Required<Needs>): Facts {
	const { url, vaultId, token, chemInventory } = sandbox;
	return {
		cdd: { url: `${url}/vaults/${vaultId}`, token },
		chemInventory: { url: chemInventory.url, token: chemInventory.token },
		places: addPlaces(sandbox),
		substances: substances(sandbox),
		barcodes: addContainers(sandbox, needs.containers).slice(0, namedAtMost),
		box: addBox(sandbox, 0),
		samples: addSamples(sandbox, needs.samples).slice(0, namedAtMost),
		batches: addBatches(sandbox, needs.batches).slice(0, namedAtMost),
	};
}
