import type { IDataObject } from 'n8n-workflow';

import { recordKinds } from '../../../nodes/Cdd/records/backup';
import { changesBetween } from '../../support/backup/files';
import { namesWhatWasDone } from '../../support/backup/provesLab';
import { rawBatches, rawSamples, simplifiedBatches, simplifiedSamples } from './labs';

namesWhatWasDone('raw samples', recordKinds, rawSamples, 'sample');
namesWhatWasDone('simplified samples', recordKinds, simplifiedSamples, 'sample');
namesWhatWasDone('raw batches', recordKinds, rawBatches, 'batch');
namesWhatWasDone('simplified batches', recordKinds, simplifiedBatches, 'batch');

const told = async (before: IDataObject, after: IDataObject) =>
	(await changesBetween(recordKinds, [before], [after])).map(({ change, field, from, to }) => [
		change,
		field,
		from,
		to,
	]);

describe('samples', () => {
	const sample = (values: IDataObject) => ({ id: 1, units: 'mg', inventory_events: [], depleted: false, ...values });

	it.each<[string, IDataObject, IDataObject, unknown[][]]>([
		['by a debit', { current_amount: 5 }, { current_amount: 0, depleted: true }, [['debited', 'amount', 5, 0]]],
		['without an amount', {}, { depleted: true }, [['edited', 'depleted', null, true]]],
		[
			'with something left',
			{ current_amount: 5 },
			{ current_amount: 5, depleted: 'true' },
			[['edited', 'depleted', null, true]],
		],
	])('that were used up %s say so once', async (_what, before, after, changes) => {
		expect(await told(sample(before), sample(after))).toEqual(changes);
	});
});

describe('batches', () => {
	const batch = (molecule: IDataObject) => ({ id: 1, class: 'batch', molecule: { id: 2, ...molecule } });

	it('have the structure of their molecule, racemates told from enantiomers, said once', async () => {
		const [plain, racemate] = [
			{ smiles: 'C[C@H](N)O', cxsmiles: 'C[C@H](N)O' },
			{ smiles: 'C[C@H](N)O', cxsmiles: 'C[C@H](N)O |&1:1|' },
		];
		expect(await told(batch(plain), batch(racemate))).toEqual([
			['edited', 'smiles', 'C[C@H](N)O', 'C[C@H](N)O |&1:1|'],
		]);
		expect(await told(batch(plain), batch({ smiles: 'CC', cxsmiles: 'CC' }))).toEqual([
			['edited', 'smiles', 'C[C@H](N)O', 'CC'],
		]);
	});
});
