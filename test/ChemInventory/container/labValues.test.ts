import type { IDataObject } from 'n8n-workflow';

import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { bodiesOf, chemSandboxForEachTest, pathsAsked, rl } from '../../support/chemRuns';
import { mapped } from '../../support/mapped';
import { forgetWaits } from '../../support/waits';

/** Values as labs really have them, through the node into the sandbox's own state. */
const { sandbox, run } = chemSandboxForEachTest(new ChemInventoryContainer());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;

const create: IDataObject = {
	operation: 'create',
	specifyData: 'fields',
	name: '={{ $json.name ?? "Bottle" }}',
	substance: rl('={{ $json.cas ?? "67-64-1" }}', 'cas'),
	createSubstance: false,
	location: rl('Cupboards > Cupboard 1', 'path'),
	size: '={{ $json.size ?? "250" }}',
	unit: rl('={{ $json.unit ?? "mL" }}', 'name'),
	barcodeCheck: 'refuse',
	barcode: '={{ $json.barcode }}',
	additionalFields: {
		comments: '={{ $json.comments ?? "none" }}',
		supplier: rl('={{ $json.supplier ?? "VWR" }}', 'name'),
	},
	customFields: mapped({ 'Product Code': '={{ $json.code }}' }),
	output: 'simplified',
	options: {},
};
const update: IDataObject = {
	operation: 'update',
	container: rl('={{ $json.container }}', 'barcode'),
	updateFields: { size: '={{ $json.size }}', unit: rl('={{ $json.unit ?? "mL" }}', 'name') },
	containerFields: mapped({}),
	substanceFields: mapped({}),
	barcodeCheck: 'refuse',
	output: 'simplified',
};
const sent = () =>
	(bodiesOf(sandbox(), '/container/add') as Array<{ data: IDataObject[] }>).flatMap(({ data }) => data);

describe('a new container', () => {
	it.each([
		[{ barcode: '006574' }, { barcode: '006574' }],
		[{ barcode: 6574 }, { barcode: '6574' }],
		[{ barcode: '376104250021234569' }, { barcode: '376104250021234569' }],
		[{ barcode: '\u0002AA90001\u0003' }, { barcode: 'AA90001' }],
		[{ barcode: ']C1AA90002\r\n' }, { barcode: 'AA90002' }],
		[{ name: 'Acetone\u200b, HPLC\r' }, { name: 'Acetone, HPLC' }],
		[{ name: 'Z\u00f6llner' }, { name: 'Z\u00f6llner' }],
		[{ name: 'Zo\u0308llner' }, { name: 'Z\u00f6llner' }],
		[{ name: 'Tris (1 M): pH 8.0' }, { name: 'Tris (1 M): pH 8.0' }],
		[{ comments: 'one\ntwo\n' }, { comments: 'one\ntwo' }],
		[{ code: 'P-1\r\n' }, { 'cf-364': 'P-1' }],
		[{ cas: 'CAS: 000067-64-1' }, { substanceid: 'acetone' }],
		[{ cas: '[67\u201164\u20111]' }, { substanceid: 'acetone' }],
		[{ supplier: 'VW\u200bR' }, { supplier: 'VWR' }],
		[{ size: '1e3' }, { containersize: '1000' }],
		[{ size: '50x 5g tablets' }, { containersize: '50x 5g tablets' }],
		[{ unit: '\u00b5L' }, { units: '\u00b5L' }],
		[{ unit: '\u03bcL' }, { units: '\u03bcL' }],
		[{ unit: 'milligrams' }, { units: 'mg' }],
		[{ unit: 'KG' }, { units: 'kg' }],
	])('of %j has %j', async (input, entry) => {
		const { error, json } = await run([input], create);
		expect(error).toBeUndefined();
		const acetone = [...live().substances.values()].find(({ cas }) => cas === '67-64-1')?.id;
		const units = [...live().lab.units.values()].map(({ id, unit }) => [unit, id] as const);
		const known: IDataObject = { acetone, ...Object.fromEntries(units) };
		const [body = {}] = sent();
		for (const [key, value] of Object.entries(entry))
			expect(key === 'cf-364' ? Object.values(body) : body[key]).toEqual(
				key === 'cf-364' ? expect.arrayContaining([value]) : (known[String(value)] ?? value),
			);
		if ('barcode' in entry) expect(json[0]?.barcode).toBe(entry.barcode);
	});

	it.each([
		[{ barcode: Number('376104250021234569') }, "'Barcode' contains a number that is not exact"],
		[{ barcode: '0104\u001d21' }, "'Barcode' contains a character that cannot be shown"],
		[{ barcode: ']C1' }, "'Barcode' is empty"],
		[{ name: 'Acetone\nHPLC' }, "'Name' contains a line break"],
		[{ name: 'half \ud83d' }, "'Name' contains a character that cannot be shown"],
		[{ code: 'P-1\u0003P-2' }, "'Custom Fields' contains a character that cannot be shown"],
		[{ cas: '67-64-2' }, "'Substance' is not a CAS number"],
		[{ unit: 'ul' }, "'Unit' matches several units"],
		[{ unit: 'lb' }, "'Unit' does not exist in this inventory"],
		[{ size: '0,5' }, "'Size' is not a plain number"],
		[{ size: '500mL' }, "'Size' is not a plain number"],
		[{ size: '~5' }, "'Size' is not a plain number"],
		[{ size: '1 000' }, "'Size' is not a plain number"],
		[{ size: '-3' }, "'Size' is not a plain number"],
	])('of %j is refused before anything is sent', async (input, message) => {
		const { error } = await run([input], create);
		expect(error?.message).toMatch(new RegExp(`^${message}`));
		expect(pathsAsked(sandbox())).not.toContain('/container/add');
	});
});

describe('a container that is updated', () => {
	const container = () => live().liveContainers()[0]?.barcode;

	it.each(['0,5', '500mL', '~5', '1 000', '-3'])('does not get the size %j, which Create refuses too', async (size) => {
		const { error } = await run([{ container: container(), size }], update);
		expect(error?.message).toMatch(/^'Size' is (not a number|below 0)/);
		expect(pathsAsked(sandbox())).not.toContain('/container/information/save');
	});

	it('is found by a barcode as a scanner sends it', async () => {
		const { error, json } = await run([{ container: `]C1${container() ?? ''}\r\n`, size: '0.5' }], update);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ barcode: container(), size: 0.5 });
	});

	it.each([
		[1.1, []],
		['1.1', []],
		[1.2, ['Remaining']],
	])('keeps a number as it is written where %j is given back, and takes another one', async (remaining, saved) => {
		const { id } = live().addContainer({ fields: new Map([[365, '1.10']]) });
		const { error, json } = await run([{ id, remaining }], {
			...update,
			container: rl('={{ $json.id }}'),
			updateFields: {},
			customFields: mapped({ Remaining: '={{ $json.remaining }}' }),
		});
		expect(error).toBeUndefined();
		expect(json[0]?.savedFields).toEqual(saved.length === 0 ? undefined : saved);
		expect(live().container(id).fields.get(365)).toBe(saved.length === 0 ? '1.10' : '1.2');
	});
});
