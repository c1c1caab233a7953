import '../../support/waits';

import { DateTime } from 'luxon';
import type { IDataObject, IExecuteFunctions, NodeParameterValueType, ResourceMapperField } from 'n8n-workflow';

import { Fault } from '../../../nodes/shared/fault';
import { mappedValues, mapper } from '../../../nodes/shared/form';
import { answersOf } from '../../../nodes/shared/form/answers';
import { onPublicServer } from '../../support/cdd';
import { runNode } from '../../support/engine';
import { mapped, mappedAutomatically } from '../../support/mapped';
import { probeNode } from '../../support/probe';

const own = mapper(
	{
		displayName: 'Own Fields',
		name: 'own',
		type: 'resourceMapper',
		default: { mappingMode: 'defineBelow', value: null },
		typeOptions: { resourceMapper: { resourceMapperMethod: 'none', mode: 'map', supportAutoMap: true } },
	},
	'Choose a credential above.',
);

const field = (id: string, type: ResourceMapperField['type']): ResourceMapperField => ({
	id,
	displayName: id,
	required: false,
	defaultMatch: false,
	display: true,
	type,
});
const schema = [field('Purity', 'number'), field('Date', 'dateTime'), field('Note', 'string')];

type Read = (functions: IExecuteFunctions, itemIndex: number) => Promise<unknown>;

/** What code reads for each item, on the real engine. */
async function readings(
	read: Read,
	items: IDataObject[],
	given: NodeParameterValueType | undefined,
): Promise<unknown[]> {
	const seen: unknown[] = [];
	const node = probeNode(
		async (functions) => {
			for (const index of items.keys()) seen.push(await read(functions, index).catch((thrown: unknown) => thrown));
			return [[]];
		},
		own.declarations
			.filter(({ type }) => type === 'resourceMapper')
			.map((form) => ({ ...form, displayOptions: undefined })),
	);
	await runNode(onPublicServer(node), items, given === undefined ? {} : { own: given });
	return seen;
}

let asked = 0;
const knownNames = async () => {
	asked++;
	return ['Purity', 'Date', 'Note'];
};
const ours: Read = async (functions, index) =>
	await mappedValues(own.read(answersOf(functions, () => undefined)(index, {})), knownNames, 'Own Fields');
const theirs: Read = async (functions, index) => functions.getNodeParameter('own.value', index);

beforeEach(() => {
	asked = 0;
});

describe("a form of the lab's own fields", () => {
	it('gives the values of each item as they were given, the empty ones left out', async () => {
		const own = mapped({ Purity: '={{ $json.purity }}', Date: '={{ $json.date }}', Note: '={{ $json.note }}' }, schema);
		const items = [
			{ purity: '95', date: '2026-11-30T23:00:00-11:00', note: '' },
			{ purity: 0, date: null, note: false },
			{ note: [] },
		];
		expect(await readings(ours, items, own)).toEqual([
			{ Purity: '95', Date: '2026-11-30T23:00:00-11:00' },
			{ Purity: 0, Note: false },
			{},
		]);
		expect(asked).toBe(0);
	});

	it('gives a date of an expression as text in its own time zone', async () => {
		const own = mapped({ Date: '={{ DateTime.fromISO("2026-11-30T23:00:00", { zone: "Asia/Tokyo" }) }}' }, schema);
		expect(await readings(ours, [{}], own)).toEqual([{ Date: '2026-11-30T23:00:00.000+09:00' }]);
	});

	it('is remembered for another try without the declarations of its fields', async () => {
		const held: Record<string, unknown> = {};
		const reading: Read = async (functions, index) =>
			await mappedValues(own.read(answersOf(functions, () => undefined)(index, held)), knownNames, 'Own Fields');
		const twice: Read = async (functions, index) => [await reading(functions, index), await reading(functions, index)];
		const given = mapped({ Note: '={{ Math.random() }}' }, schema);
		const [[first, second] = []] = (await readings(twice, [{}], given)) as unknown[][];
		expect(second).toEqual(first);
		expect(JSON.stringify(held)).toContain('Note');
		expect(JSON.stringify(held)).not.toContain('displayName');
	});

	it('takes the fields of the item that have a known name, where it maps automatically', async () => {
		const items = [
			{ Purity: 5, purity: 6, Note: '' },
			{ Note: 'x', id: 7 },
		];
		expect(await readings(ours, items, mappedAutomatically(schema))).toEqual([{ Purity: 5 }, { Note: 'x' }]);
	});

	it.each([[undefined], [mapped(null)], [mapped({})]])('is empty where nothing was mapped (%j)', async (own) => {
		expect(await readings(ours, [{ Purity: 5 }], own)).toEqual([{}]);
	});

	it.each<[NodeParameterValueType]>([
		[{ field: [{ name: 'Note', value: 'x' }] }],
		[{ mappingMode: 'byMagic', value: {} }],
		[{ mappingMode: 'defineBelow', value: ['x'] }],
	])('refuses what is no such form, rather than to ignore it: %j', async (own) => {
		const [refusal] = await readings(ours, [{}], own);
		expect(refusal).toBeInstanceOf(Fault);
		expect(refusal).toMatchObject({ kind: 'badInput', message: "'Own Fields' does not have the expected form" });
	});
});

describe('what n8n makes of the values of such a form, which is why they are read as a whole', () => {
	it('is 0 of an empty text, and a date object of a date', async () => {
		const own = mapped({ Purity: '={{ $json.purity }}', Date: '={{ $json.date }}' }, schema);
		const [read] = await readings(theirs, [{ purity: '', date: '2026-11-30' }], own);
		expect(read).toMatchObject({ Purity: 0, Date: expect.any(DateTime) });
	});

	it('is a message of its own where a value does not fit', async () => {
		const [refusal] = await readings(theirs, [{ purity: 'high' }], mapped({ Purity: '={{ $json.purity }}' }, schema));
		expect(String(refusal)).toContain("Invalid input for 'Purity'");
	});
});
