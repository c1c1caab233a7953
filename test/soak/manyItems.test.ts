import type { INode } from 'n8n-workflow';

import { offeredOperations } from '../support/everyOperation';
import { present } from '../support/present';
import { freshSandbox } from '../support/sandbox';
import { isWhole, soakSeeds } from '../support/soak';
import { forgetWaits } from '../support/waits';
import { accountOf, faultsOfMany } from './manyItems/account';
import { creations } from './manyItems/creations';
import type { CrowdOptions, CrowdScene } from './manyItems/crowd';
import { debits } from './manyItems/debits';
import { courses, misfortunesOfMany, passingMisfortunes } from './manyItems/misfortunes';
import type { Course } from './manyItems/misfortunes';
import { moves } from './manyItems/moves';
import { struckBy } from './misfortune';
import { Stage } from './scenario';
import { runStep } from './step';
import { matches } from './verdict';
import type { Told } from './verdict';

const itemsOfOneRun = isWhole ? 2_000 : 120;

const scenes = [...creations, moves, debits];

const offeredAs = ({ operation }: CrowdScene) =>
	present(
		offeredOperations.find(({ name }) => name === operation),
		operation,
	);

/** A run follows from its seed, but for the order in which answers come. */
async function setUp(seed: number, scene: CrowdScene, options: CrowdOptions) {
	forgetWaits();
	const sandbox = await freshSandbox();
	const stage = new Stage(sandbox, seed);
	const crowd = scene.build(stage, options);
	const step = { parameters: crowd.parameters, wishes: crowd.inputs.map((json) => ({ json })) };
	return { sandbox, stage, crowd, step, isWrite: matches(scene.writes) };
}

const retrying = { retryOnFail: true, maxTries: 5, waitBetweenTries: 1 };

function settingsOf(stage: Stage, course: Course): Partial<INode> {
	const goesOn = course === 'goes on after failures' || (course === 'is stopped halfway' && stage.chance(50));
	return { ...(goesOn ? { onError: 'continueErrorOutput' } : retrying), ...(stage.chance(50) ? retrying : {}) };
}

const times = (told: readonly Told[], word: Told) => told.filter((one) => one === word).length;

/** One run, its verdict, and how many of its items were done. */
async function play(seed: number, scene: CrowdScene, course: Course) {
	const impossible = course === 'goes on after failures' ? Math.ceil(itemsOfOneRun / 50) : 0;
	const { sandbox, stage, crowd, step, isWrite } = await setUp(seed, scene, { items: itemsOfOneRun, impossible });
	const misfortunes = misfortunesOfMany(stage, scene, crowd, course);
	const run = await runStep(sandbox, offeredAs(scene), step, misfortunes, settingsOf(stage, course));
	const { requests } = sandbox;
	const faults = faultsOfMany(crowd, run, { requests, isWrite, misfortunes });
	const { told } = accountOf(run, crowd.inputs.length);
	const struck = requests.filter((request) => struckBy(request, misfortunes).length > 0).length;
	const words = [...new Set(told)].map((word) => `${times(told, word)} ${word}`).join(', ');
	if (isWhole)
		process.stderr.write(
			`${scene.title}, ${course}: ${struck} of ${requests.length} requests struck, ${run.tries} tries; ${words}\n`,
		);
	return { faults, struck, told, tries: run.tries, wasStopped: run.wasStopped };
}

describe.each(soakSeeds(20_261_130))('many items in one run (seed %i)', (seed) => {
	const runs = scenes.flatMap((scene, at) =>
		courses.map((course, nth) => ({
			scene,
			course,
			title: scene.title,
			inSlice: nth === (at + seed) % courses.length,
		})),
	);

	it.each(runs.filter(({ inSlice }) => isWhole || inSlice))(
		'$title: each is done once, or told as what became of it, where the step $course',
		async ({ scene, course }) => {
			const { faults, struck } = await play(seed, scene, course);
			expect(faults.slice(0, 30)).toEqual([]);
			expect(struck).toBeGreaterThan(0);
		},
		600_000,
	);

	it.each(scenes)(
		'$title: nothing is sent where some cannot be',
		async (scene) => {
			const items = isWhole ? 2_000 : 60;
			const { sandbox, stage, crowd, step, isWrite } = await setUp(seed, scene, { items, impossible: 1 });
			const misfortunes = passingMisfortunes(stage, scene, crowd);
			const run = await runStep(sandbox, offeredAs(scene), step, misfortunes, {});
			const account = accountOf(run, items);
			expect(sandbox.requests.filter(isWrite)).toEqual([]);
			expect(crowd.find(account)).toEqual({ effects: crowd.inputs.map(() => 0), faults: [] });
			const failed = account.told.flatMap((word, item) => (word === 'failed' ? [item] : []));
			expect(failed).toEqual([...crowd.impossible].sort((a, b) => a - b));
		},
		600_000,
	);
});
