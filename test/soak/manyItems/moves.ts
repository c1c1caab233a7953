import type { IDataObject } from 'n8n-workflow';

import type { RecordedRequest } from '../../../sandbox';
import { rl } from '../../support/chemRuns';
import { chemRequests } from '../scenario';
import type { Stage } from '../scenario';
import { newContainer } from '../scenes/containers';
import { makersOf, shuffled, snapshotOf, someOf } from './crowd';
import type { Account, Crowd, CrowdOptions, CrowdScene, Found, Step } from './crowd';

type Container = ReturnType<typeof newContainer>;

type Place = ReturnType<Stage['lab']['addLocation']>;

interface Trip {
	containers: Container[];
	to: Place;
}

const carries = ({ body }: RecordedRequest) =>
	typeof body === 'object' && body !== null && 'containerid' in body ? [body.containerid].flat().length : 0;

/** Where a container goes one after the other; never twice to the same place at a time, but maybe back to it. */
function route(stage: Stage, places: readonly Place[]): Place[] {
	const stops = stage.chance(15) ? 2 + stage.random(3) : 1;
	const way: Place[] = [];
	while (way.length < stops) {
		const to = places[stage.random(places.length)];
		if (to && to !== way.at(-1)) way.push(to);
	}
	return way;
}

/** Trips of single containers, in an order that keeps that of each container, and some of two that go the same way. */
function trips(stage: Stage, items: number, places: readonly Place[]): Trip[] {
	const { id: location } = stage.lab.addLocation(`Shelf ${stage.mark()}`);
	const routes: Array<{ container: Container; way: Place[] }> = [];
	for (let left = items; left > 0; left -= routes.at(-1)?.way.length ?? 0)
		routes.push({ container: newContainer(stage, { location }), way: route(stage, places).slice(0, left) });
	const turns = shuffled(
		stage,
		routes.flatMap((one) => one.way.map(() => one)),
	);
	return turns.map(({ container, way }) => {
		const to = way.shift();
		if (!to) throw new Error('No way to go');
		const companion = stage.chance(10) ? [newContainer(stage, { location })] : [];
		return { containers: shuffled(stage, [container, ...companion]), to };
	});
}

/** The places to which a container went, as its own history has them, each after where it came from. */
const movementsOf = ({ history }: Container) =>
	history.flatMap(({ text }) => {
		const [, from, to] = /moved from ".*?([^>]+)" to ".*?([^>]+)"$/.exec(text) ?? [];
		return from !== undefined && to !== undefined ? [{ from: from.trim(), to: to.trim() }] : [];
	});

/** Where the output of an item says that a container stood before. */
function placeBefore({ before }: IDataObject, container: number): unknown {
	const { containers } = { containers: [], ...Object(before) };
	const noted: unknown[] = Array.isArray(containers) ? containers : [];
	return noted.map((one) => ({ id: 0, locationId: 0, ...Object(one) })).find(({ id }) => id === container)?.locationId;
}

const sameIds = (said: unknown, ids: readonly number[]) =>
	JSON.stringify([said ?? []].flat().sort()) === JSON.stringify([...ids].sort());

function find(
	all: ReadonlyArray<{ container: Container; steps: Step[] }>,
	places: ReadonlyMap<string, number>,
	made: readonly Trip[],
	{ told, outputs }: Account,
): Found {
	const times = made.map(() => new Array<number>());
	const faults: string[] = [];
	for (const { container, steps } of all) {
		const movements = movementsOf(container);
		const changes = movements.map(({ to }) => to);
		const makers = makersOf(changes, steps, told);
		if (!makers) {
			const asked = steps.map(({ item, change }) => `${item} to ${change} (${told[item]})`).join(', ');
			faults.push(`container ${container.id} went to ${changes.join(', ')}; items ${asked}`);
			continue;
		}
		if (movements.length > 0 && places.get(changes.at(-1) ?? '') !== container.location)
			faults.push(`container ${container.id} is not where it went last`);
		for (const [at, item] of makers.entries()) {
			times[item]?.push(container.id);
			const { json = {} } = outputs.get(item) ?? {};
			if (told[item] !== 'done') continue;
			const before = placeBefore(json, container.id);
			const from = places.get(movements[at]?.from ?? '');
			if (before !== from)
				faults.push(`item ${item}: container ${container.id} came from ${from}, told as ${String(before)}`);
		}
	}
	for (const [item, { containers, to }] of made.entries()) {
		const { json = {} } = outputs.get(item) ?? {};
		if (told[item] !== 'done') continue;
		// An item before it may have failed to take a container away from there.
		const stood = (id: number) => placeBefore(json, id) === to.id;
		const ids = containers.map(({ id }) => id);
		const isRight =
			json.toLocationId === to.id &&
			sameIds(
				json.moved,
				ids.filter((id) => !stood(id)),
			) &&
			sameIds(json.alreadyThere, ids.filter(stood)) &&
			sameIds(json.notMoved, []);
		if (!isRight) faults.push(`item ${item}: came out as ${JSON.stringify(json)}`);
	}
	// A call moves all containers of an item or none.
	for (const [item, ids] of times.entries())
		if (ids.length > 0 && ids.length !== made[item]?.containers.length) faults.push(`item ${item}: was done in part`);
	return { effects: times.map(({ length }) => Math.min(length, 1)), faults };
}

function build(stage: Stage, { items, impossible: number }: CrowdOptions): Crowd {
	const { containers } = stage.lab;
	const destinations = Array.from({ length: 20 }, () => stage.lab.addLocation(`Shelf ${stage.mark()}`));
	const made = trips(stage, items, destinations);
	const impossible = someOf(stage, items, number);
	const steps = new Map<Container, Step[]>();
	for (const [item, trip] of made.entries()) {
		for (const container of trip.containers)
			steps.set(container, [...(steps.get(container) ?? []), { item, change: trip.to.name }]);
	}
	const all = [...steps].map(([container, asked]) => ({ container, steps: asked }));
	const places = new Map([...stage.lab.locations.values()].map(({ id, name }) => [name, id]));
	const concerned = new Set(all.map(({ container: { id } }) => id));
	const others = [containers, stage.lab.locations].map((records) => snapshotOf<unknown>(records));
	return {
		parameters: {
			containersBy: 'barcode',
			containers: '={{ $json.barcodes }}',
			location: rl('={{ $json.location }}', 'path'),
			ifSomeDoNotMove: 'fail',
		},
		inputs: made.map((trip, item) => ({
			barcodes: [...trip.containers.map(({ barcode }) => barcode), ...(impossible.has(item) ? ['nobody'] : [])].join(
				', ',
			),
			location: trip.to.name,
		})),
		requests: { looks: Math.ceil(1.2 * items), writes: 50 },
		impossible,
		carries,
		find(account) {
			const { effects, faults } = find(all, places, made, account);
			return { effects, faults: [...faults, ...others.flatMap((look) => look((id) => concerned.has(id)))] };
		},
	};
}

export const moves: CrowdScene = {
	title: 'moves by barcode to 20 places',
	operation: 'chemInventoryContainer container move',
	...chemRequests('/container/move'),
	build,
};
