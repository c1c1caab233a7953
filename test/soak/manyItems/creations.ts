import type { IDataObject } from 'n8n-workflow';

import type { RecordedRequest } from '../../../sandbox';
import { rl } from '../../support/chemRuns';
import { mapped } from '../../support/mapped';
import { chemRequests } from '../scenario';
import type { Stage } from '../scenario';
import { newSubstance } from '../scenes/catalogue';
import { newContainer } from '../scenes/containers';
import { claimOf, snapshotOf, someOf } from './crowd';
import type { Account, Crowd, CrowdOptions, CrowdScene, Found } from './crowd';

/** What a new container must be like; twins are alike in all of it. */
interface Wanted {
	name: string;
	barcode: string;
	place: { id: number; name: string };
	substance: { id: number; cas: string };
}

interface Shape {
	title: string;
	/** How the form names the substance. */
	substanceBy: 'cas' | 'id';
	/** So many places for a number of items, and so many substances. */
	spread: (items: number) => { places: number; substances: number };
	/** Percent of items without a barcode, most of which have a twin. */
	unlabelled: number;
	/** Whether the barcodes are the next free ones, instead of those that the items name. */
	generates?: true;
}

const prefix = 'SK';

const generated = 'generated';

type Containers = Stage['lab']['containers'];

const keyOf = (name: unknown, barcode: unknown, place: unknown, substance: unknown) =>
	JSON.stringify([name, barcode, place, substance]);

const barcodeOf = (barcode: string) => (barcode.startsWith(prefix) ? generated : barcode);

const keyOfWanted = ({ name, barcode, place, substance }: Wanted) => keyOf(name, barcode, place.id, substance.id);

const carries = ({ body }: RecordedRequest) =>
	typeof body === 'object' && body !== null && 'data' in body ? [body.data].flat().length : 0;

function wishes(stage: Stage, { items }: CrowdOptions, { spread, unlabelled, generates }: Shape): Wanted[] {
	const { places: placeCount, substances: substanceCount } = spread(items);
	const places = Array.from({ length: placeCount }, () => stage.lab.addLocation(`Shelf ${stage.mark()}`));
	const substances = Array.from({ length: substanceCount }, () => newSubstance(stage));
	const wanted: Wanted[] = [];
	for (let item = 0; item < items; item++) {
		const mark = stage.mark();
		const one = {
			name: mark,
			barcode: generates ? generated : `B-${mark}`,
			place: places[item % placeCount] ?? places[0],
			substance: substances[Math.floor(item / placeCount) % substanceCount] ?? substances[0],
		};
		if (!one.place || !one.substance) throw new Error('No place or no substance');
		const twin = wanted[stage.random(wanted.length)];
		if (!stage.chance(unlabelled)) wanted.push({ ...one, place: one.place, substance: one.substance });
		else if (twin?.barcode === '') wanted.push(twin);
		else wanted.push({ ...one, place: one.place, substance: one.substance, barcode: '' });
	}
	return wanted;
}

/** Gives some items a barcode that is in use, or that of the item before; or a place that does not exist. */
function spoil(stage: Stage, wanted: Wanted[], number: number): Set<number> {
	const impossible = new Set<number>();
	for (const item of someOf(stage, wanted.length, number)) {
		const [one, before] = [wanted[item], wanted[item - 1]];
		if (!one || impossible.has(item)) continue;
		impossible.add(item);
		if (one.barcode === generated) {
			wanted[item] = { ...one, place: { ...one.place, name: 'Nowhere' } };
		} else if (!before || before.barcode === '' || impossible.has(item - 1) || stage.chance(50)) {
			wanted[item] = { ...one, barcode: newContainer(stage).barcode };
		} else {
			wanted[item] = { ...one, barcode: before.barcode };
			impossible.add(item - 1);
		}
	}
	return impossible;
}

/** The containers that came into being, by what they are like. */
function newByKey(containers: Containers, known: ReadonlySet<number>): Map<string, number[]> {
	const found = new Map<string, number[]>();
	for (const { id, name, barcode, location, substance } of containers.values()) {
		if (known.has(id)) continue;
		const key = keyOf(name, barcodeOf(barcode), location, substance);
		found.set(key, [...(found.get(key) ?? []), id]);
	}
	return found;
}

/** Barcodes on several containers, one of which is new. */
function doubledBarcodes(containers: Containers, known: ReadonlySet<number>): string[] {
	const holders = new Map<string, number[]>();
	for (const { id, barcode } of containers.values()) holders.set(barcode, [...(holders.get(barcode) ?? []), id]);
	holders.delete('');
	return [...holders]
		.filter(([, ids]) => ids.length > 1 && ids.some((id) => !known.has(id)))
		.map(([barcode, ids]) => `barcode ${barcode} stands on the containers ${ids.join(', ')}`);
}

/** Of twins nobody can say whose a container is: those that were told as made have one first. */
function effectsOf(wanted: readonly Wanted[], made: ReadonlyMap<string, number[]>, { told }: Account): number[] {
	const left = new Map([...made].map(([key, ids]) => [key, ids.length]));
	const effects = wanted.map(() => 0);
	const lastOf = new Map<string, number>();
	for (const claim of ['made', 'open', 'not made']) {
		for (const [item, one] of wanted.entries()) {
			const key = keyOfWanted(one);
			if (claimOf(told[item]) !== claim) continue;
			lastOf.set(key, item);
			const rest = left.get(key) ?? 0;
			if (rest === 0) continue;
			effects[item] = 1;
			left.set(key, rest - 1);
		}
	}
	for (const [key, item] of lastOf) effects[item] = (effects[item] ?? 0) + (left.get(key) ?? 0);
	return effects;
}

function find(containers: Containers, wanted: readonly Wanted[], known: ReadonlySet<number>, account: Account): Found {
	const made = newByKey(containers, known);
	const asked = new Set(wanted.map(keyOfWanted));
	const faults = [
		...doubledBarcodes(containers, known),
		...[...made].flatMap(([key, ids]) =>
			asked.has(key) ? [] : [`container ${ids.join(', ')} is what nobody asked for: ${key}`],
		),
	];
	const owners = new Map<unknown, number>();
	for (const [item, one] of wanted.entries()) {
		const { id, name, barcode, before }: IDataObject = account.outputs.get(item)?.json ?? {};
		if (account.told[item] !== 'done') continue;
		if (!made.get(keyOfWanted(one))?.includes(Number(id)))
			faults.push(`item ${item}: came out with container ${String(id)}, which is not what it asked for`);
		if (name !== one.name || barcodeOf(String(barcode ?? '')) !== one.barcode || before !== undefined)
			faults.push(`item ${item}: came out as ${JSON.stringify([name, barcode, before])}`);
		const other = owners.get(id);
		if (other !== undefined) faults.push(`items ${other} and ${item} came out with the same container`);
		owners.set(id, item);
	}
	return { effects: effectsOf(wanted, made, account), faults };
}

function build(stage: Stage, options: CrowdOptions, shape: Shape): Crowd {
	const wanted = wishes(stage, options, shape);
	const impossible = spoil(stage, wanted, options.impossible);
	const { containers, lab } = stage.lab;
	const known = new Set(containers.keys());
	const others = [containers, lab.substances, lab.locations, lab.suppliers].map((records) =>
		snapshotOf<unknown>(records),
	);
	const groups = new Set(wanted.map(({ place, substance }) => `${place.id} ${substance.id}`)).size;
	return {
		parameters: {
			specifyData: 'fields',
			name: '={{ $json.name }}',
			substance: rl('={{ $json.substance }}', shape.substanceBy),
			createSubstance: false,
			location: rl('={{ $json.location }}', 'path'),
			size: "={{ $json.barcode === '' ? 5 : 1 + Math.floor(Math.random() * 100) }}",
			unit: rl('g', 'name'),
			...(shape.generates
				? { barcodeCheck: 'generate', barcodePrefix: prefix, startingNumber: 1 }
				: { barcodeCheck: 'refuse', barcode: '={{ $json.barcode }}' }),
			additionalFields: { comments: "={{ $json.barcode === '' ? '' : $now + ' ' + Math.random() }}" },
			customFields: mapped({}),
			output: 'simplified',
			options: {},
		},
		inputs: wanted.map(({ name, barcode, place, substance }) => ({
			name,
			barcode,
			location: place.name,
			substance: substance[shape.substanceBy],
		})),
		requests: { looks: 2 * wanted.length, writes: groups },
		impossible,
		carries,
		find(account) {
			const { effects, faults } = find(containers, wanted, known, account);
			const changed = others.flatMap((look) => look((id) => containers.has(id) && !known.has(id)));
			return { effects, faults: [...faults, ...changed] };
		},
	};
}

/** Of 2,000 items: 20 places and 10 substances. */
const inGroups = (items: number) => ({ places: Math.max(4, items / 100), substances: Math.max(4, items / 200) });

const shapes: Shape[] = [
	{
		title: 'creations, a few places and substances',
		substanceBy: 'cas',
		spread: inGroups,
		unlabelled: 0,
	},
	{
		title: 'creations, each of another substance',
		substanceBy: 'id',
		spread: (items) => ({ places: 20, substances: items }),
		unlabelled: 0,
	},
	{
		title: 'creations, some without a barcode and alike',
		substanceBy: 'id',
		spread: () => ({ places: 7, substances: 5 }),
		unlabelled: 30,
	},
	{
		title: 'creations with generated barcodes',
		substanceBy: 'id',
		spread: inGroups,
		unlabelled: 0,
		generates: true,
	},
];

export const creations: CrowdScene[] = shapes.map((shape) => ({
	title: shape.title,
	operation: 'chemInventoryContainer container create',
	...chemRequests('/container/add'),
	build: (stage, options) => build(stage, options, shape),
}));
