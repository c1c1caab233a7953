import { recordKinds } from '../../../nodes/ChemInventory/records/backup';
import { Counts, sentenceOf } from '../../../nodes/shared/backup/compare/summary';
import { changesBetween, compareTwo, fileOf } from '../../support/backup/files';
import { namesWhatWasDone } from '../../support/backup/provesLab';
import { deletedContainers, plainLabs, rawContainers, simplifiedContainers } from './labs';

namesWhatWasDone('raw containers', recordKinds, rawContainers, 'container');
namesWhatWasDone('simplified containers', recordKinds, simplifiedContainers, 'container');
namesWhatWasDone('deleted containers', recordKinds, deletedContainers, 'deletedContainer');
for (const [what, kind, lab] of plainLabs) namesWhatWasDone(what, recordKinds, lab, kind);

const told = async (earlier: Parameters<typeof changesBetween>[1], later: typeof earlier) =>
	(await changesBetween(recordKinds, earlier, later)).map(({ change, id, field, from, to }) =>
		[change, id, field, from, to].filter((part) => part !== undefined),
	);

describe('the audit history', () => {
	const entry = (time: string, text: string) => ({ time, user: 'Ada', area: 'Container', action: 'Add', text });

	it('has new entries alone: old ones leave with the days', async () => {
		const [first, second, third] = [
			entry('2026-11-25 10:00:00', 'A'),
			entry('2026-11-26 10:00:00', 'B'),
			entry('2026-11-27 10:00:00', 'C'),
		];
		const changes = await changesBetween(recordKinds, [first, second], [second, third]);
		expect(changes.map(({ change, summary }) => [change, summary])).toEqual([
			['added', '2026-11-27T10:00:00Z Ada: Container, Add, C is new.'],
		]);
	});

	it('says so where entries have left and none has come', async () => {
		const entries = [entry('2026-11-25 10:00:00', 'A'), entry('2026-11-26 10:00:00', 'B')];
		const { compared } = await compareTwo(recordKinds, fileOf(entries), fileOf([]));
		expect(sentenceOf(compared, new Counts())).toBe('No new entries of the audit history. 2 before, 0 now.');
	});

	it('counts an entry that is there twice as two', async () => {
		const same = entry('2026-11-26 10:00:00', 'B');
		expect(await told([same], [same, same, same])).toEqual([['added'], ['added']]);
	});

	it('is the same raw and simplified, and needs no entry in common', async () => {
		const raw = [entry('2026-11-26 10:00:00', 'B')];
		expect(await told(raw, [entry('2026-11-26T10:00:00Z', 'B')])).toEqual([]);
		expect(await told(raw, [entry('2026-11-27 10:00:00', 'C')])).toEqual([['added']]);
	});
});

describe('locations', () => {
	const location = (id: number, parentId: number, path: string) => ({
		id,
		parentId,
		path,
		name: path.split(' > ').at(-1),
		numberOfContainers: 3,
	});

	it('that a renamed one holds have not changed', async () => {
		const earlier = [location(1, 0, 'Lab 1'), location(2, 1, 'Lab 1 > Shelf'), location(3, 2, 'Lab 1 > Shelf > Box')];
		const later = [location(1, 0, 'Lab A'), location(2, 1, 'Lab A > Shelf'), location(3, 2, 'Lab A > Shelf > Box')];
		expect(await told(earlier, later)).toEqual([['renamed', 1, 'name', 'Lab 1', 'Lab A']]);
	});

	it('that moved say from where to where', async () => {
		const earlier = [location(1, 0, 'Lab 1'), location(2, 0, 'Lab 2'), location(3, 1, 'Lab 1 > Box')];
		const later = [location(1, 0, 'Lab 1'), location(2, 0, 'Lab 2'), location(3, 2, 'Lab 2 > Box')];
		expect(await told(earlier, later)).toEqual([['moved', 3, 'location', 'Lab 1', 'Lab 2']]);
	});
});

describe('orders', () => {
	const order = (values: object) => ({ id: 1, name: 'T', datesubmitted: '2026-11-01', dateordered: '0', ...values });

	it('show their own fields by key, in whatever form these came', async () => {
		const earlier = [order({ customfields: '{"362":"x"}' })];
		expect(await told(earlier, [order({ customfields: { 'cf-362': 'x' } })])).toEqual([]);
		expect(await told(earlier, [order({ customfields: { '362': 'y' } })])).toEqual([['edited', 1, 'cf-362', 'x', 'y']]);
	});

	it.each(['json', 'csv'] as const)('show them where other values are missing or odd (%s)', async (format) => {
		const odd = { substanceid: null, supplierid: '', destinationlocation: 'none' };
		const [before, after] = [
			order({ ...odd, customfields: { 'cf-362': 'x' } }),
			order({ ...odd, customfields: { 'cf-362': 'y' } }),
		];
		const { changes } = await compareTwo(recordKinds, fileOf([before]), fileOf([after], format));
		expect(changes.map(({ field, from, to }) => [field, from, to])).toEqual([['cf-362', 'x', 'y']]);
	});

	it('were placed when they have a time for it', async () => {
		expect(await told([order({})], [order({ dateordered: '2026-11-02' })])).toEqual([
			['edited', 1, 'dateOrdered', null, '2026-11-02'],
		]);
	});
});

describe('containers', () => {
	const container = (values: object) => ({
		id: 1,
		substanceid: 2,
		locationid: 3,
		name: 'Acetone',
		disposed: '0',
		...values,
	});

	it('in a place that is called otherwise stay where they are', async () => {
		expect(await told([container({ location: 'Lab 1' })], [container({ location: 'Lab A' })])).toEqual([
			['edited', 1, 'location', 'Lab 1', 'Lab A'],
		]);
	});

	it.each([
		['json', 'csv'],
		['csv', 'csv'],
		['csv', 'json'],
	] as const)('have the hazards of their substance, in %s and %s', async (one, other) => {
		const whole = (hazardstatements: string) => ({
			...{ id: 1, substance: 2, location: 3, containername: 'Acetone', datedeleted: '' },
			ghs: [{ id: 1, hazardstatements }],
		});
		const found = async (then: string, now: string) =>
			(await compareTwo(recordKinds, fileOf([whole(then)], one), fileOf([whole(now)], other))).changes.map(
				({ field, from, to }) => [field, from, to],
			);
		expect(await found('H225', 'H225')).toEqual([]);
		expect(await found('H225', 'H301')).toEqual([['hazards', ['H225'], ['H301']]]);
	});

	it('may have fields of the lab that end as the keys for sorting do', async () => {
		expect(
			await told(
				[container({ 'pH-value': 7, 'name-value': 'a', 'cf-3': 1, 'cf-3-value': 'a' })],
				[container({ 'pH-value': 8, 'name-value': 'b', 'cf-3': 1, 'cf-3-value': 'b' })],
			),
		).toEqual([['edited', 1, 'pH-value', 7, 8]]);
	});

	it('may have fields of the lab that are called as what every object has', async () => {
		expect(await told([container({ constructor: 'a' })], [container({ constructor: 'b' })])).toEqual([
			['edited', 1, 'constructor', 'a', 'b'],
		]);
	});

	it.each(['json', 'csv'] as const)(
		'with two keys for one word show the one that says something (%s)',
		async (format) => {
			const [before, after] = [
				container({ smiles: null, isomericsmiles: 'C' }),
				container({ isomericsmiles: 'CC', smiles: '' }),
			];
			const { changes } = await compareTwo(recordKinds, fileOf([before], format), fileOf([after], format));
			expect(changes.map(({ field, from, to }) => [field, from, to])).toEqual([['smiles', 'C', 'CC']]);
		},
	);

	it('with two keys for one word hide neither, whatever the order of the keys', async () => {
		const before = container({ smiles: 'CC', isomericsmiles: 'C[C]', inventory: 7, inventoryname: 'Main' });
		const swapped = container({ inventoryname: 'Main', inventory: 7, isomericsmiles: 'C[C]', smiles: 'CC' });
		expect(await told([before], [swapped])).toEqual([]);
		expect(await told([before], [{ ...swapped, isomericsmiles: 'C{C}' }])).toEqual([
			['edited', 1, 'isomericsmiles', 'C[C]', 'C{C}'],
		]);
	});

	it('are not taken for deleted ones where the first of them says so', async () => {
		const both = [container({ disposed: '1' }), container({ id: 2 })];
		const { compared } = await compareTwo(recordKinds, fileOf(both), fileOf([...both].reverse(), 'csv'));
		expect(compared.kind?.name).toBe('container');
	});
});

describe('watchlists', () => {
	it('have their terms in no order', async () => {
		const list = (terms: string[]) => [{ scope: 'site', id: 1, name: 'Ethers', terms }];
		expect(await told(list(['b', 'a']), list(['a', 'b']))).toEqual([]);
		expect(await told(list(['b', 'a']), list(['a']))).toEqual([['edited', 1, 'terms', ['a', 'b'], ['a']]]);
	});
});
