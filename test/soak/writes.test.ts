import type { INode } from 'n8n-workflow';

import { seededRandom } from '../../sandbox/cheminventory/seed/random';
import { offeredOperations } from '../support/everyOperation';
import { present } from '../support/present';
import { freshSandbox } from '../support/sandbox';
import { isWhole, soakSeeds } from '../support/soak';
import { forgetWaits } from '../support/waits';
import { Deck, kinds, misfortunesOf, struckBy } from './misfortune';
import type { Misfortune } from './misfortune';
import { Stage } from './scenario';
import type { Scenery } from './scenario';
import { catalogueScenes } from './scenes/catalogue';
import { containerScenes } from './scenes/containers';
import { fileScenes } from './scenes/files';
import { orderScenes } from './scenes/orders';
import { peopleScenes } from './scenes/people';
import { placeScenes } from './scenes/places';
import { vaultScenes } from './scenes/vault';
import { runStep } from './step';
import { Tally } from './tally';
import { faultsOf, matches, toldOf } from './verdict';

const sceneries = [
	vaultScenes,
	containerScenes,
	orderScenes,
	fileScenes,
	placeScenes,
	catalogueScenes,
	peopleScenes,
].flat();

const writesWanted = isWhole ? 10_000 : 600;

const operations = new Map(offeredOperations.map((offered) => [offered.name, offered]));

const offeredAs = ({ operation }: Scenery) => present(operations.get(operation), operation);

/** As new: each run is one that can be played again by itself. */
const fresh = async () => await freshSandbox({ chemInventory: { retrievalDelay: 0 } });

function settingsOf(stage: Stage): Partial<INode> {
	return {
		...(stage.chance(75) ? { retryOnFail: true, maxTries: 2 + stage.random(4), waitBetweenTries: 1 } : {}),
		...(stage.chance(35) ? { onError: 'continueErrorOutput' as const } : {}),
	};
}

/** One run of one step: everything about it follows from its seed. */
async function play(seed: number, scenery: Scenery, dealt: (typeof kinds)[number], tally: Tally): Promise<void> {
	forgetWaits();
	const sandbox = await fresh();
	const stage = new Stage(sandbox, seed);
	const most = Math.min(scenery.mostItems ?? 20, isWhole ? 20 : 8);
	const items = 1 + stage.random(stage.chance(50) ? Math.min(most, 4) : most);
	const scenario = scenery.build(stage, items);
	const misfortunes = misfortunesOf(stage, scenery, dealt, items);
	const settings = settingsOf(stage);
	const run = await runStep(sandbox, offeredAs(scenery), scenario, misfortunes, settings);
	const { requests } = sandbox;
	const isWrite = matches(scenery.writes);
	const faults = faultsOf(scenario, run, { requests, isWrite, misfortunes });
	tally.count({
		operation: scenery.operation,
		told: toldOf(run, items),
		struck: requests.flatMap((request) => struckBy(request, misfortunes).map(({ kind }) => kind.name)),
	});
	if (faults.length > 0)
		tally.fault({
			seed,
			operation: scenery.operation,
			faults,
			settings,
			misfortunes: misfortunes.map(inShort),
			run,
			scenario,
			requests,
			isWrite,
		});
}

const inShort = ({ kind, fault: { when, times } }: Misfortune) =>
	`${kind.name} at ${String(when.method ?? '')}${String(when.path)} from ${when.nth}, ${times} times`;

it('knows each operation that writes', () => {
	const writing = offeredOperations.filter(({ operation }) => operation.kind !== 'read').map(({ name }) => name);
	expect(sceneries.map(({ operation }) => operation).sort()).toEqual(writing.sort());
});

it.each(sceneries)('$operation works where nothing goes wrong', async (scenery) => {
	for (const seed of isWhole ? [1, 2, 3, 4, 5, 6] : [1]) {
		const sandbox = await fresh();
		const stage = new Stage(sandbox, seed);
		const scenario = scenery.build(stage, Math.min(scenery.mostItems ?? 4, 4));
		const run = await runStep(sandbox, offeredAs(scenery), scenario, [], { onError: 'continueErrorOutput' });
		const said = toldOf(run, scenario.wishes.length);
		const { requests } = sandbox;
		const told = scenario.wishes.map(({ aim }, item) => ({ aim, word: said[item] }));
		// Of those that want the same, the second may find that there is nothing left to do.
		const firsts = told.filter(
			({ aim }, item) => aim === undefined || told.findIndex((other) => other.aim === aim) === item,
		);
		expect(firsts.map(({ word }) => word)).toEqual(firsts.map(() => 'done'));
		const faults = faultsOf(scenario, run, { requests, isWrite: matches(scenery.writes), misfortunes: [] });
		expect(faults).toEqual([]);
	}
});

it.each(soakSeeds(20_261_126))(
	`${writesWanted} writes are each done once, or told as what became of them (seed %i)`,
	async (seed) => {
		const random = seededRandom(seed);
		const deck = new Deck(kinds, random);
		const tally = new Tally(
			sceneries.map(({ operation }) => operation),
			kinds.map(({ name }) => name),
		);
		for (let number = 0; tally.writes < writesWanted; number++) {
			const scenery = tally.least(sceneries, random);
			await play(seed * 10_000 + number, scenery, deck.deal(), tally);
		}
		if (isWhole) process.stderr.write(tally.report());
		expect(tally.faults).toEqual([]);
		expect(tally.missing()).toEqual([]);
	},
	3_600_000,
);
