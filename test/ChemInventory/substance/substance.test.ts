import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { chemOrigin } from '../../support/chemInventory';
import { behavesLikeAnOperation, behavesLikeAWrite } from '../../support/chemOperation';
import {
	bodiesOf,
	chemRunOnNock,
	chemSandboxForEachTest,
	aLostAnswer,
	pathsAsked,
	retrying,
	rl,
} from '../../support/chemRuns';
import { checksAllItemsFirst, goesInOrder } from '../../support/chemSeveralItems';
import { forgetWaits } from '../../support/waits';

const lab = chemSandboxForEachTest(new ChemInventory(), { chemInventory: { retrievalDelay: 0 } });
const { sandbox, run } = lab;
const runOnNock = chemRunOnNock(new ChemInventory());

beforeEach(forgetWaits);

const resource = 'substance';
const live = () => sandbox().chemInventory.lab;
const substances = () =>
	[...live().substances.values()].map(({ id, name, cas, smiles, needsRetrieval }) => ({
		id,
		name,
		cas,
		smiles,
		needsRetrieval,
	}));
const hazards = () => [...live().lab.hazards.values()].map((entry) => ({ ...entry, codes: [...entry.codes] }));
/** Substances that a container of the inventory holds, without a structure yet. */
const heldSubstances = () => [
	...new Set(
		live()
			.liveContainers()
			.map(({ substance }) => substance),
	),
];
const ownEntries = () =>
	hazards().filter(({ inventory, substance }) => inventory !== 0 && heldSubstances().includes(substance));

const bySubstance = rl('={{ $json.substance }}');
const findOrCreate = {
	resource,
	operation: 'findOrCreate',
	name: '={{ $json.name }}',
	cas: '={{ $json.cas }}',
	output: 'simplified',
	options: {},
};
const checkWatchlists = {
	resource,
	operation: 'checkWatchlists',
	substance: rl('={{ $json.cas }}', 'cas'),
	output: 'simplified',
};
const retrieveInfo = { resource, operation: 'retrieveInfo', substance: bySubstance, options: {} };
const updateStructure = {
	resource,
	operation: 'updateStructure',
	substance: bySubstance,
	structure: '={{ $json.molfile }}',
};
const saveGhs = {
	resource,
	operation: 'saveGhs',
	substance: rl('={{ $json.cas }}', 'cas'),
	hazardCodes: '={{ $json.codes }}',
	source: '={{ $json.source }}',
	entryId: '={{ $json.entry }}',
};
const deleteGhs = { resource, operation: 'deleteGhs', substance: bySubstance, entryId: '={{ $json.entry }}' };

const found = {
	id: 5,
	name: 'Acetone',
	cas: '67-64-1',
	ghs: [
		{ id: 1, hazardstatements: 'H225|EUH066' },
		{ id: 2, hazardstatements: 'None' },
	],
};
const answerWith = (...data: object[]) =>
	nock(chemOrigin).post('/api/container/getsubstance').reply(200, { status: 'success', data });

describe('finding or creating a substance', () => {
	behavesLikeAWrite(
		{ sandbox, run },
		{
			parameters: findOrCreate,
			inputs: () => [
				{ name: 'Newtestium', cas: '' },
				{ name: 'Other testium', cas: 'N/A' },
			],
			path: '/container/getsubstance',
			state: substances,
			settles: false,
		},
	);

	it.each([
		['name', { name: 'Newtestium', cas: '' }, { name: 'newtestium', cas: '' }],
		['CAS number', { name: 'Vinyl acetate', cas: '108-05-4' }, { name: 'Ethenyl acetate', cas: '108-05-4' }],
	])(
		'asks for one that two items give by the same %s a second time only when the first is done',
		async (_what, a, b) => {
			sandbox().faults.add({
				when: { path: '/container/getsubstance', nth: 1 },
				do: { kind: 'status', status: 400, moment: 'before' },
			});
			const { error } = await run([a, b], findOrCreate);
			expect(error?.message).toBe('ChemInventory refused the request [row 1]');
			expect(bodiesOf(sandbox(), '/container/getsubstance')).toHaveLength(1);
		},
	);

	it('gives the one that there is, with its hazard codes in one list', async () => {
		const before = substances();
		const { json } = await run(
			[
				{ name: 'Acetone', cas: '67-64-1' },
				{ name: 'Methanol', cas: ' 67-56-1 ' },
			],
			findOrCreate,
		);
		expect(json.map(({ id }) => id)).toEqual([live().substance('67-64-1').id, live().substance('67-56-1').id]);
		expect(json[0]?.hazards).toEqual(expect.arrayContaining(['H225', 'H319', 'H336']));
		expect(substances()).toEqual(before);
	});

	it('creates the one that there is not', async () => {
		const { json } = await run([{ name: 'Newtestium', cas: null }], findOrCreate);
		expect(json).toMatchObject([{ id: live().substance('Newtestium').id, name: 'Newtestium', cas: 'N/A' }]);
	});

	it.each(aLostAnswer)(
		'finds what it created when the answer is lost and there is a CAS number (%s)',
		async (_what, fault) => {
			const before = substances().length;
			sandbox().faults.add({ when: { path: '/container/getsubstance' }, times: 1, do: fault });
			const { json, error } = await run([{ name: 'Vinyl acetate', cas: '108-05-4' }], findOrCreate, {
				settings: retrying,
			});
			expect(error).toBeUndefined();
			expect(substances()).toHaveLength(before + 1);
			expect(json).toMatchObject([{ id: live().substance('108-05-4').id }]);
		},
	);

	it.each([
		[{ name: '', cas: '67-64-1' }, "'Name' is empty"],
		[{ name: 'Acetone', cas: '67-64-2' }, "'CAS' is not a CAS number"],
		[{ name: 'Acetone', cas: 'acetone' }, "'CAS' is not a CAS number"],
		[{ name: ['Acetone'], cas: '67-64-1' }, "'Name' does not contain a text"],
		[{ name: 'Acetone', cas: ['67-64-1'] }, "'CAS' does not contain a text"],
	])('refuses %j before anything is sent', async (input, message) => {
		const { error } = await run([input], findOrCreate);
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('names the candidates where several fit, and takes the one whose id is given', async () => {
		const twins = [
			{ id: 5, name: 'Mix A', cas: 'N/A' },
			{ id: 6, name: 'Mix A', cas: 'N/A' },
		];
		answerWith(...twins);
		const { error } = await runOnNock([{ name: 'Mix A', cas: '' }], findOrCreate);
		expect(error?.message).toBe("'Name' and 'CAS' match several substances [row 1]");
		expect(error?.description).toContain('Mix A (CAS N/A, ID 5); Mix A (CAS N/A, ID 6)');
		answerWith(...twins);
		const { json } = await runOnNock([{ name: 'Mix A', cas: '' }], { ...findOrCreate, options: { substanceId: '6' } });
		expect(json).toMatchObject([{ id: 6 }]);
	});

	it('matches CAS and name, and takes no substance that was not asked for', async () => {
		answerWith({ id: 5, name: 'Acetone', cas: 'N/A' }, found);
		expect((await runOnNock([{ name: 'acetone', cas: '67-64-1' }], findOrCreate)).json).toMatchObject([
			{ id: 5, cas: '67-64-1', hazards: ['H225', 'EUH066'] },
		]);
		answerWith({ id: 7, name: 'Methanol', cas: '67-56-1' });
		const { error } = await runOnNock([{ name: 'Acetone', cas: '67-64-1' }], findOrCreate);
		expect(error?.message).toContain('different substances than requested');
		answerWith({ id: 7, name: 'Methanol', cas: 'N/A' });
		const { error: byName } = await runOnNock([{ name: 'Acetone', cas: '' }], findOrCreate);
		expect(byName?.message).toContain('different substances than requested');
		expect(byName?.description).toContain("Enter the ID of the right one as 'Substance ID'");
		answerWith({ id: 8, name: 'Acetone', cas: '67-64-1' }, { id: 9, name: 'Acetone', cas: 'N/A' });
		expect((await runOnNock([{ name: 'Acetone', cas: '' }], findOrCreate)).json).toMatchObject([{ id: 9 }]);
		answerWith();
		expect((await runOnNock([{ name: 'Acetone', cas: '67-64-1' }], findOrCreate)).error?.description).toContain(
			'it returned none',
		);
	});

	it('follows up missing information only where asked, and never for a substance without CAS', async () => {
		const lacking = { ...found, needsretrieval: 1 };
		answerWith(lacking);
		const plain = await runOnNock([{ name: 'Acetone', cas: '67-64-1' }], findOrCreate);
		expect(plain.hints).toEqual([expect.stringContaining('Look Up Missing Structures')]);
		answerWith(lacking);
		nock(chemOrigin).post('/api/general/retrievesubstanceinfo').reply(200, { status: 'success', data: 'CC(C)=O' });
		const { json } = await runOnNock([{ name: 'Acetone', cas: '67-64-1' }], {
			...findOrCreate,
			options: { lookUpMissingStructures: true },
		});
		expect(json).toMatchObject([{ smiles: 'CC(C)=O', needsRetrieval: false }]);
		answerWith({ id: 8, name: 'Mix', cas: 'N/A', needsretrieval: 1 });
		await runOnNock([{ name: 'Mix', cas: '' }], { ...findOrCreate, options: { lookUpMissingStructures: true } });
	});

	it('gives the substance although the follow-up did not work, and says so', async () => {
		answerWith({ ...found, needsretrieval: 1 });
		nock(chemOrigin).post('/api/general/retrievesubstanceinfo').reply(200, { status: 'error', data: 'Nothing known.' });
		const { json } = await runOnNock([{ name: 'Acetone', cas: '67-64-1' }], {
			...findOrCreate,
			options: { lookUpMissingStructures: true },
		});
		expect(json).toMatchObject([
			{ id: 5, needsRetrieval: true, retrievalNote: expect.stringContaining('Nothing known.') },
		]);
	});
});

describe('checking watchlists', () => {
	behavesLikeAnOperation(lab, {
		parameters: checkWatchlists,
		inputs: () => [{ cas: '60-29-7' }, { cas: '67-56-1' }],
		path: '/watchlist/checksubstance',
	});

	it('gives one answer for each substance, also where it is on none', async () => {
		const { json } = await run([{ cas: '60-29-7' }, { cas: '67-56-1' }], checkWatchlists);
		expect(json).toMatchObject([
			{ substanceId: live().substance('60-29-7').id, onWatchlist: true, watchlists: [{ name: 'Peroxide formers' }] },
			{ onWatchlist: false, watchlists: null },
		]);
	});

	it('refuses an unknown CAS number, and creates nothing for it', async () => {
		const before = substances();
		const { error } = await run([{ cas: '108-05-4' }], checkWatchlists);
		expect(error?.message).toBe("'Substance' was not found in this inventory [row 1]");
		expect(substances()).toEqual(before);
		expect(pathsAsked(sandbox())).not.toContain('/container/getsubstance');
	});
});

describe('naming a substance', () => {
	const check = async (mode: string, value: IDataObject[string]) =>
		await run([{ value }], { ...checkWatchlists, substance: rl('={{ $json.value }}', mode) } as IDataObject);
	const acetone = () => live().substance('67-64-1').id;

	it.each([
		['id', () => acetone()],
		['id', () => String(acetone())],
		['list', () => acetone()],
		['cas', () => ' 67-64-1 '],
		['name', () => 'Acetone'],
	])('takes what its mode says (%s)', async (mode, value) => {
		const { json } = await check(mode, value());
		expect(json).toMatchObject([{ substanceId: acetone() }]);
	});

	it.each([
		['name', () => String(acetone()), 'was not found in this inventory'],
		['cas', () => String(acetone()), 'is not a CAS number'],
		['id', () => 'Acetone', 'is not an ID'],
		['id', () => '67-64-1', 'is not an ID'],
		['name', () => '', 'is empty'],
		['cas', () => undefined, 'is empty'],
		['name', () => ['Acetone'], 'does not contain a text'],
	])('takes nothing else for it (%s)', async (mode, value, problem) => {
		const { error } = await check(mode, value());
		expect(error?.message).toBe(`'Substance' ${problem} [row 1]`);
		expect(pathsAsked(sandbox())).not.toContain('/watchlist/checksubstance');
	});
});

/** One substance in two ways. */
const acetoneByCas = () => rl('67-64-1', 'cas');
const acetoneById = () => rl(live().substance('67-64-1').id);
const asGiven = { substance: '={{ $json.substance }}' };

describe('retrieving the info of a substance', () => {
	checksAllItemsFirst(lab, {
		parameters: { ...retrieveInfo, ...asGiven },
		inputs: () => [{ substance: acetoneById() }, { substance: rl('108-05-4', 'cas') }],
		message: "'Substance' was not found in this inventory",
		path: '/general/retrievesubstanceinfo',
	});
	goesInOrder(lab, {
		parameters: { ...retrieveInfo, ...asGiven },
		inputs: () => [{ substance: acetoneByCas() }, { substance: acetoneById() }],
		look: '/search/execute',
		path: '/general/retrievesubstanceinfo',
		writes: 2,
	});

	const inputs = (): [IDataObject, IDataObject] => [
		{ substance: live().substance('67-64-1').id },
		{ substance: live().substance('67-56-1').id },
	];

	behavesLikeAWrite(lab, {
		parameters: retrieveInfo,
		inputs: () => {
			for (const cas of ['67-64-1', '67-56-1'])
				Object.assign(live().substance(cas), { smiles: '', needsRetrieval: true });
			return inputs();
		},
		path: '/general/retrievesubstanceinfo',
		state: substances,
		settles: true,
	});

	it('gives the structure that the service found', async () => {
		const { json } = await run(inputs(), retrieveInfo);
		expect(json).toEqual([
			{
				substanceId: live().substance('67-64-1').id,
				smiles: 'CC(C)=O',
				before: expect.objectContaining({ smiles: 'CC(C)=O' }),
			},
			{
				substanceId: live().substance('67-56-1').id,
				smiles: 'CO',
				before: expect.objectContaining({ needsRetrieval: false }),
			},
		]);
	});

	it('shows the words of the service where it knows nothing', async () => {
		const unknown = [...live().substances.values()].find(({ cas }) => cas === 'N/A');
		const { error } = await run([{ substance: unknown?.id }], retrieveInfo);
		expect(error?.description).toContain('No information was found for CAS N/A.');
	});
});

/** Of one element and as many atoms as asked for. */
const molfile = (element: string, atoms: number) =>
	[
		'',
		'  test',
		'',
		`${String(atoms).padStart(3)}  0  0  0  0  0            999 V2000`,
		...Array.from({ length: atoms }, () => `    0.0000    0.0000    0.0000 ${element}   0  0`),
		'M  END',
		'',
	].join('\n');

describe('updating the structure of a substance', () => {
	const [first, second] = [molfile('Se', 7), molfile('Te', 9)];
	behavesLikeAWrite(lab, {
		parameters: updateStructure,
		inputs: () => {
			const [one, two] = heldSubstances();
			return [
				{ substance: one, molfile: first },
				{ substance: two, molfile: second },
			];
		},
		path: '/general/updatestructure',
		state: substances,
		settles: true,
	});

	checksAllItemsFirst(lab, {
		parameters: { ...updateStructure, ...asGiven },
		inputs: () => [
			{ substance: acetoneById(), molfile: first },
			{ substance: rl('108-05-4', 'cas'), molfile: second },
		],
		message: "'Substance' was not found in this inventory",
		path: '/general/updatestructure',
	});
	goesInOrder(lab, {
		parameters: { ...updateStructure, ...asGiven },
		inputs: () => [
			{ substance: acetoneByCas(), molfile: first },
			{ substance: acetoneById(), molfile: second },
		],
		look: '/search/execute',
		path: '/general/updatestructure',
		writes: 2,
	});

	it('gives a structure to the first of two substances of a run that are to have it', async () => {
		const [one, two] = heldSubstances();
		const { json } = await run(
			[
				{ substance: one, molfile: 'CCCCCCCCCCCCCCCC' },
				{ substance: two, molfile: 'CCCCCCCCCCCCCCCC' },
			],
			updateStructure,
		);
		expect(json).toMatchObject([
			{ substanceId: one, isOtherSubstance: false },
			{ substanceId: one, isOtherSubstance: true, requestedSubstanceId: two },
		]);
	});

	it('says so where another substance has that structure', async () => {
		const [substance] = heldSubstances();
		nock(chemOrigin)
			.post('/api/general/getdetails')
			.reply(200, { status: 'success', data: { user: { id: 1, inventory: 9, accounttype: 2 }, inventory: { id: 9 } } });
		nock(chemOrigin)
			.post('/api/search/execute')
			.reply(200, { status: 'success', data: { orders: [], containers: [] } });
		nock(chemOrigin).post('/api/general/updatestructure').reply(200, { status: 'success', data: 77 });
		const { json, hints } = await runOnNock([{ substance, molfile: first }], updateStructure);
		expect(json).toMatchObject([
			{
				substanceId: 77,
				requestedSubstanceId: substance,
				isOtherSubstance: true,
				note: expect.stringContaining('Use 77 from now on'),
			},
		]);
		expect(hints).toEqual([expect.stringContaining('belong to another substance')]);
	});

	it('takes SMILES as well', async () => {
		const [substance] = heldSubstances();
		await run([{ substance, molfile: ' CC(=O)C ' }], updateStructure);
		expect(bodiesOf(sandbox(), '/general/updatestructure')).toMatchObject([{ newmolfile: 'CC(=O)C' }]);
	});

	it.each(['', null, 'M  END is not the last line'])(
		'refuses %j, which is neither SMILES nor a molfile, before anything is sent',
		async (wrong) => {
			const { error } = await run([{ substance: 5, molfile: wrong }], updateStructure);
			expect(error?.message).toMatch(/^'Structure' is (empty|neither SMILES nor a whole molfile) \[row 1\]$/);
			expect(pathsAsked(sandbox())).toEqual([]);
		},
	);
});

describe('saving hazard codes', () => {
	const inputs = (): [IDataObject, IDataObject] => [
		{ cas: '67-64-1', codes: 'H225, h319|EUH066', source: 'Label', entry: '' },
		{ cas: '67-56-1', codes: ['H360D', 'H361fd', 'H360D'], source: 'SDS', entry: '' },
	];
	behavesLikeAWrite(lab, { parameters: saveGhs, inputs, path: '/container/ghs/save', state: hazards, settles: true });

	checksAllItemsFirst(lab, {
		parameters: saveGhs,
		inputs: () => [inputs()[0], { ...inputs()[0], cas: '108-05-4' }],
		message: "'Substance' was not found in this inventory",
		path: '/container/ghs/save',
	});
	checksAllItemsFirst(lab, {
		parameters: saveGhs,
		inputs: () => [inputs()[0], { ...inputs()[0], entry: 999_999 }],
		message: "'Entry ID' is not an entry of this substance",
		path: '/container/ghs/save',
	});
	goesInOrder(lab, {
		parameters: { ...saveGhs, ...asGiven },
		inputs: () => [
			{ ...inputs()[0], substance: acetoneByCas() },
			{ ...inputs()[0], substance: acetoneById(), source: 'SDS' },
		],
		look: '/container/information/load',
		path: '/container/ghs/save',
		writes: 2,
	});

	it('adds one entry for each item when n8n runs the node again, whatever an expression says then', async () => {
		const before = hazards().length;
		sandbox().faults.add({
			when: { path: '/container/ghs/save', nth: 2 },
			times: 1,
			do: { kind: 'status', status: 400, moment: 'before' },
		});
		const { json, error, executions } = await run(
			inputs(),
			{ ...saveGhs, source: '={{ $json.source + " " + $now.toMillis() + Math.random() }}' },
			{ settings: retrying },
		);
		expect([error?.message, executions]).toEqual([undefined, 2]);
		expect(json.map(({ id, source }) => ({ id, source }))).toMatchObject(
			hazards()
				.slice(-2)
				.map(({ id, source }) => ({ id, source })),
		);
		expect(hazards()).toHaveLength(before + 2);
	});

	it('adds an entry for each, and gives its id', async () => {
		const { json } = await run(inputs(), saveGhs);
		expect(json).toMatchObject([
			{
				substanceId: live().substance('67-64-1').id,
				hazards: ['H225', 'H319', 'EUH066'],
				source: 'Label',
				created: true,
			},
			{ hazards: ['H360D', 'H361fd'], created: true },
		]);
		expect(
			hazards()
				.slice(-2)
				.map(({ id }) => id),
		).toEqual(json.map(({ id }) => id));
		expect(bodiesOf(sandbox(), '/container/ghs/save')[0]).toEqual({
			entryid: 0,
			hcodes: ['H225', 'H319', 'EUH066'],
			source: 'Label',
			substance: live().substance('67-64-1').id,
		});
	});

	it('replaces the codes of an entry on request', async () => {
		const [entry] = ownEntries();
		const substance = live().substances.get(entry?.substance ?? 0);
		const { json } = await run([{ cas: substance?.cas, codes: 'H300', source: 'SDS', entry: entry?.id }], saveGhs);
		expect(json).toMatchObject([{ id: entry?.id, created: false }]);
		expect(live().lab.hazards.get(entry?.id ?? 0)?.codes).toEqual(['H300']);
		expect(hazards().filter(({ id }) => id === entry?.id)).toHaveLength(1);
	});

	it.each([
		[{ codes: 'H22' }, "'Hazard Codes' contains something that is not a hazard code"],
		[{ codes: 'flammable' }, "'Hazard Codes' contains something that is not a hazard code"],
		[{ codes: 'H225 P210' }, "'Hazard Codes' contains something that is not a hazard code"],
		[{ codes: '' }, "'Hazard Codes' is empty"],
		[{ codes: [] }, "'Hazard Codes' is empty"],
		[{ codes: null }, "'Hazard Codes' is empty"],
		[{ source: '' }, "'Source' is empty"],
		[{ entry: 'first' }, "'Entry ID' is not an ID"],
		[{ entry: null }, "'Entry ID' is empty"],
		[{ entry: undefined }, "'Entry ID' is empty"],
		[{ entry: '0x10' }, "'Entry ID' is not an ID"],
		[{ source: ['Label'] }, "'Source' does not contain a text"],
		[{ codes: ['H225', true] }, "'Hazard Codes' is not a list of texts"],
		[{ cas: '67-64-2' }, "'Substance' is not a CAS number"],
	])('refuses %j before anything is sent', async (changes, message) => {
		const { error } = await run([{ ...inputs()[0], ...changes }], saveGhs);
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(pathsAsked(sandbox())).toEqual([]);
	});
});

describe('deleting hazard codes', () => {
	const inputs = (): [IDataObject, IDataObject] => {
		const [one, two] = ownEntries();
		return [
			{ substance: one?.substance, entry: one?.id },
			{ substance: two?.substance, entry: two?.id },
		];
	};
	behavesLikeAWrite(lab, {
		parameters: deleteGhs,
		inputs,
		path: '/container/ghs/delete',
		state: hazards,
		settles: true,
	});

	checksAllItemsFirst(lab, {
		parameters: deleteGhs,
		inputs: () => [inputs()[0], { ...inputs()[1], entry: 999_999 }],
		message: "'Entry ID' is not an entry of this substance",
		path: '/container/ghs/delete',
	});
	goesInOrder(lab, {
		parameters: { ...deleteGhs, ...asGiven },
		inputs: () => {
			const [entry] = ownEntries();
			const cas = live().substances.get(entry?.substance ?? 0)?.cas;
			return [
				{ substance: rl(cas, 'cas'), entry: entry?.id },
				{ substance: rl(entry?.substance), entry: entry?.id },
			];
		},
		look: '/container/information/load',
		path: '/container/ghs/delete',
		writes: 1,
	});

	it('is not looked for again when n8n runs the node again', async () => {
		sandbox().faults.add({
			when: { path: '/container/ghs/delete', nth: 2 },
			times: 1,
			do: { kind: 'status', status: 400, moment: 'before' },
		});
		const { json, error } = await run(inputs(), deleteGhs, { settings: retrying });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ deleted: true }, { deleted: true }]);
	});

	it('tells what the entry said', async () => {
		const [entry] = ownEntries();
		const { json } = await run([inputs()[0]], deleteGhs);
		expect(json).toEqual([
			{
				deleted: true,
				id: entry?.id,
				substanceId: entry?.substance,
				hazards: entry?.codes,
				source: entry?.source,
				before: { id: entry?.id, hazards: entry?.codes, source: entry?.source },
			},
		]);
	});

	it('refuses an entry of another substance', async () => {
		const [one, two] = ownEntries();
		const before = hazards();
		const { error } = await run([{ substance: two?.substance, entry: one?.id }], deleteGhs);
		expect(error?.message).toBe("'Entry ID' is not an entry of this substance [row 1]");
		expect(hazards()).toEqual(before);
	});
});
