import type { IDataObject, INode } from 'n8n-workflow';

import { ChemInventory } from '../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventorySearch } from '../../nodes/ChemInventory/ChemInventorySearch.node';
import { onChemSandbox } from '../support/chemInventory';
import { pathsAsked, rl } from '../support/chemRuns';
import { runNode } from '../support/engine';
import type { RunOptions } from '../support/engine';
import { present } from '../support/present';
import { sandboxForTests } from '../support/sandbox';
import { forgetWaits } from '../support/waits';
import { Chance } from './chance';
import { ChemSteps, itemOf } from './chemSteps';
import { block, dealBlock, fine, shares, wrong } from './deal';
import type { Row, Way } from './deal';
import { seedsOf } from './part';
import { isRefusedFor, stoppedAt } from './refusals';
import type { Labels } from './refusals';
import { nameWays } from './texts';

const sandbox = sandboxForTests();
beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const blocks = 2;
const seeds = seedsOf(block * blocks, 1);

/** Codes as people type them, and what is saved of them with bars between. */
const codeWays: readonly Way[] = [
	fine('one code', 2, (chance) => ({ given: chance.pick(['H225', ' H225', 'H225\r\n']), stored: 'H225' })),
	fine('commas', 1, () => ({ given: 'H225, H319,H336', stored: 'H225|H319|H336' })),
	fine('other signs between', 2, (chance) => ({
		given: chance.pick([
			'H301; H311; H331',
			'H301|H311|H331',
			'H301 H311 H331',
			'H301\nH311\r\nH331',
			'H301 / H311 / H331',
		]),
		stored: 'H301|H311|H331',
	})),
	fine('a list', 1, () => ({ given: ['H302', 'EUH066', 'H302'], stored: 'H302|EUH066' })),
	fine('a blank in the code', 2, (chance) => ({
		given: chance.pick(['EUH 066', 'euh066', 'EUH\u00a0066']),
		stored: 'EUH066',
	})),
	fine('combined', 2, (chance) => ({
		given: chance.pick(['H302+H312', 'H302 + H312', 'H 302+H 312', 'h302+h312', 'H302\u200b+H312']),
		stored: 'H302+H312',
	})),
	fine('combined in short', 1, () => ({ given: 'H302+312', stored: 'H302+H312' })),
	fine('combined beside others', 1, () => ({
		given: 'H301 + H311 + H331, EUH 208',
		stored: 'H301+H311+H331|EUH208',
	})),
	fine('letters behind', 2, (chance) =>
		chance.pick([
			{ given: 'H360FD, h350i', stored: 'H360FD|H350i' },
			{ given: 'H 360Df', stored: 'H360Df' },
			{ given: 'h361d; EUH201A', stored: 'H361d|EUH201A' },
		]),
	),
	fine('in lower case', 1, () => ({ given: 'h315, h319', stored: 'H315|H319' })),
	wrong('other letters behind', 1, (chance) => chance.pick(['H360fd', 'H350I', 'H225a', 'EUH066A'])),
	wrong('P code', 1, (chance) => chance.pick(['P264', 'H225, P 210', 'P305+P351+P338'])),
	wrong('no code', 1, (chance) => chance.pick(['H999', 'H22', 'H2250', 'GHS02', 'toxic', 'H302+H31'])),
	wrong('words beside', 1, (chance) => chance.pick(['H225 (Cat. 2)', 'H225: highly flammable', 'H-225', 'R11'])),
	wrong('empty cell', 1, (chance) => chance.pick(['', undefined, null, ' , ', []])),
];

const labels: Labels = { codes: ['Hazard Codes'], source: ['Source'] };

function hazardRows(seed: number): Row[] {
	const chance = new Chance(seed);
	const decks = { codes: codeWays, source: nameWays };
	return Array.from({ length: blocks }, (_empty, at) => dealBlock(decks, chance, seed * blocks + at)).flat();
}

const run = async (items: IDataObject[], settings?: RunOptions['settings']) => {
	const parameters = {
		resource: 'substance',
		operation: 'saveGhs',
		substance: rl('={{ $json.substance }}'),
		hazardCodes: '={{ $json.codes }}',
		source: '={{ $json.source }}',
		entryId: '',
	};
	return await runNode(onChemSandbox(new ChemInventory(), sandbox()), items, parameters as INode['parameters'], {
		settings,
	});
};

const search = async (items: IDataObject[]) => {
	const shape = { scope: 'active', fullRows: false, output: 'simplified', options: {} };
	const parameters = { operation: 'byGhs', hazardCodes: '={{ $json.codes }}', ...shape };
	return await runNode(onChemSandbox(new ChemInventorySearch(), sandbox()), items, parameters);
};

const codesIn = ({ stored }: Row) => present(stored.codes).split('|');

it('the rows are codes as people type them', () => {
	const rows = seeds.flatMap((seed) => hazardRows(seed));
	expect([...shares(rows)].filter(([, share]) => share < 5)).toEqual([]);
	expect(rows.filter(({ refused }) => refused.length === 0).length / rows.length).toBeGreaterThanOrEqual(0.6);
});

describe.each(seeds)('hazards of seed %i', (seed) => {
	it('are refused before anything is sent, or are saved, searched for and exported as they are', async () => {
		const rows = hazardRows(seed);
		const containers = live().liveContainers();
		const substances = [...new Set(containers.map(({ substance }) => substance))];
		const items = rows.map(({ json }, at) => ({ ...json, substance: present(substances[at % substances.length]) }));
		const stopped = await run(items);
		expect(isRefusedFor(rows[stoppedAt(stopped)], labels, stopped.error?.message)).toBe(true);
		expect(pathsAsked(sandbox()).filter((path) => path.includes('ghs'))).toEqual([]);

		const { outputs } = await run(items, { onError: 'continueErrorOutput' });
		const [done = [], refused = []] = outputs.map((all) => all ?? []);
		expect(refused.filter((item) => !isRefusedFor(rows[itemOf(item)], labels, item.json.message))).toEqual([]);
		expect(done.map(itemOf)).toEqual(rows.flatMap((row, at) => (row.refused.length === 0 ? [at] : [])));
		const { hazards } = live().lab;
		expect(done.map(({ json }) => hazards.get(Number(json.id)))).toMatchObject(
			done.map((item) => {
				const row = present(rows[itemOf(item)]);
				return { substance: items[itemOf(item)]?.substance, codes: codesIn(row), source: row.stored.source };
			}),
		);

		const accepted = done.map((item) => present(rows[itemOf(item)]));
		const found = await search(accepted.map(({ json }) => json));
		expect(found.error).toBeUndefined();
		const hasOneOf = (substance: number, wanted: ReadonlySet<string>) =>
			[...hazards.values()].some(
				(entry) => entry.substance === substance && entry.codes.some((code) => wanted.has(code)),
			);
		for (const [at, row] of accepted.entries()) {
			const wanted = new Set(codesIn(row).flatMap((code) => [code, ...code.split('+')]));
			const ids = found.items.filter((item) => itemOf(item) === at).map(({ json }) => Number(json.id));
			const right = containers.filter(({ substance }) => hasOneOf(substance, wanted)).map(({ id }) => id);
			expect([row.json.codes, ids.sort()]).toEqual([row.json.codes, right.sort()]);
		}

		const exported = await new ChemSteps(sandbox()).export();
		for (const item of done) {
			const codes = codesIn(present(rows[itemOf(item)]));
			const own = containers.filter(({ substance }) => substance === items[itemOf(item)]?.substance);
			for (const { id } of own) {
				expect(exported.get(id)?.hazards).toEqual(expect.arrayContaining(codes));
			}
		}
	});
});
