import { join } from 'node:path';

import type { Step } from '../../test/e2e/workflowOf';
import type { Case, Plan } from '../case';
import { comparedByScript, nights, writeNights } from '../files';
import type { Facts } from '../service/facts';

const thousands = (count: number) => count.toLocaleString('en');

const read = (name: string, path: string): Step => ({
	name,
	type: 'n8n-nodes-base.readWriteFile',
	parameters: { operation: 'read', fileSelector: path, options: {} },
});

const readBoth = ({ folder = '' }: Facts, count: number): [earlier: Step, later: Step] => {
	const { earlier, later } = nights(count);
	return [read('Earlier', join(folder, earlier)), read('Later', join(folder, later))];
};

const ourPlan = (facts: Facts, count: number): Plan => ({
	steps: [
		...readBoth(facts, count),
		{
			name: 'Ours',
			type: 'n8n-nodes-cdd-vault.cddVault',
			parameters: {
				resource: 'backup',
				operation: 'compare',
				earlierFile: "={{ $('Earlier').first().binary.data }}",
				laterFile: 'data',
				outputAs: 'summary',
			},
		},
	],
	counted: ['Ours'],
});

const extract = (name: string): Step => ({
	name: `Extract ${name}`,
	type: 'n8n-nodes-base.extractFromFile',
	parameters: { operation: 'fromJson', destinationKey: 'night', options: {} },
});

const split = (name: string): Step => ({
	name: `Split ${name}`,
	type: 'n8n-nodes-base.splitOut',
	parameters: { fieldToSplitOut: 'night.objects', options: {} },
});

/** n8n's own way: both files become items. */
const datasetsPlan = (facts: Facts, count: number): Plan => {
	const [earlier, later] = readBoth(facts, count);
	return {
		steps: [
			earlier,
			extract('Earlier'),
			split('Earlier'),
			{ ...later, executeOnce: true },
			extract('Later'),
			split('Later'),
			{
				name: 'By hand',
				type: 'n8n-nodes-base.compareDatasets',
				typeVersion: 2.3,
				secondInput: 'Split Earlier',
				parameters: { mergeByFields: { values: [{ field1: 'id', field2: 'id' }] }, options: {} },
			},
		],
		counted: ['Extract Earlier', 'Split Earlier', 'Extract Later', 'Split Later', 'By hand'],
	};
};

/** Compare Datasets looks at each pair of items: with 100,000 in each file it has not ended after five minutes. */
const mostByHand = 20_000;

const compare = (count: number): Case => {
	const byHand = Math.min(count, mostByHand);
	const beside = byHand === count ? '' : `, beside Compare Datasets with ${thousands(byHand)}`;
	return {
		name: `compare-${count}`,
		title: `Comparison of two files of ${thousands(count)} samples${beside}`,
		needs: {},
		writes: false,
		memory: true,
		async files(folder) {
			await writeNights(folder, count);
			if (byHand !== count) await writeNights(folder, byHand);
		},
		ours: (facts) => ourPlan(facts, count),
		byHand: (facts) => datasetsPlan(facts, byHand),
		outside: async ({ folder = '' }) => void (await comparedByScript(folder, count)),
	};
};

export const files = (isFull: boolean): Case[] => [100_000, ...(isFull ? [1_000_000] : [])].map(compare);
