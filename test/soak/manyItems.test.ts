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
import { courses, misfortunesOfMany } from './manyItems/misfortunes';
import type { Course } from './manyItems/misfortunes';
import { moves } from './manyItems/moves';
import { struckBy } from './misfortune';
import { Stage } from './scenario';
import { runStep } from './step';
import { matches } from './verdict';

const itemsOfOneRun = isWhole ? 2_000 : 150;

const scenes = [...creations, moves, debits];

const offeredAs = ({ operation }: CrowdScene) =>
	present(
		offeredOperations.find(({ name }) => name === operation),
		operation,
	);

async function setUp(seed: number, scene: CrowdScene, options: CrowdOptions) {
	forgetWaits();
	const sandbox = await freshSandbox();
	const stage = new Stage(sandbox, seed);
	const crowd = scene.build(stage, options);
	const step = { parameters: crowd.parameters, wishes: crowd.inputs.map((json) => ({ json })) };
	return { sandbox, stage, crowd, step };
}

const retrying = { retryOnFail: true, maxTries: 5, waitBetweenTries: 1 };

const settingsOf = (stage: Stage, course: Course): Partial<INode> => ({
	...(course === 'goes on after failures' ? { onError: 'continueErrorOutput' } : retrying),
	...(stage.chance(50) ? retrying : {}),
});

/** How many of the items of a run were told as what. */
function tally(title: string, words: readonly string[], struck: number, requests: number, tries: number): void {
	const counts = new Map<string, number>();
	for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
	const told = [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
	process.stderr.write(`${title}: ${struck} of ${requests} requests struck, ${tries} tries; ${told}\n`);
}

describe.each(soakSeeds(20_261_130))('many items in one run (seed %i)', (seed) => {
	describe.each(scenes)('$title', (scene) => {
		it.each(courses)(
			'are each done once, or told as what became of them, where the step %s',
			async (course) => {
				const hasImpossible = course === 'goes on after failures';
				const { sandbox, stage, crowd, step } = await setUp(seed, scene, { items: itemsOfOneRun, hasImpossible });
				const misfortunes = misfortunesOfMany(stage, scene, crowd, course);
				const run = await runStep(sandbox, offeredAs(scene), step, misfortunes, settingsOf(stage, course));
				const { requests } = sandbox;
				const faults = faultsOfMany(crowd, run, { requests, isWrite: matches(scene.writes), misfortunes });
				const { told } = accountOf(run, crowd.inputs.length);
				const struck = requests.filter((request) => struckBy(request, misfortunes).length > 0).length;
				if (isWhole) tally(`${scene.title}, ${course}`, told, struck, requests.length, run.tries);
				expect(faults).toEqual([]);
				expect(struck).toBeGreaterThan(0);
				expect(run.wasStopped).toBe(course === 'is stopped halfway');
			},
			600_000,
		);
	});
});
