import '../../support/waits';

import type { IExecuteFunctions } from 'n8n-workflow';

import { checkImportFile, readImportFile } from '../../../nodes/Cdd/operations/slurp/file';
import type { Sandbox } from '../../../sandbox';
import { insideNode } from '../../support/probe';
import { freshSandbox } from '../../support/sandbox';
import { keepFilesOnDisk } from './filesOnDisk';
import type { FilesOnDisk } from './filesOnDisk';
import { fileOf, goodCsv, partsOf, runSlurp, uploads } from './onSlurp';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await freshSandbox();
});

const sentFile = () => partsOf(uploads(sandbox)[0])[1]?.bytes?.toString('utf8');
const mark = '\ufeff';

describe('the file of an import', () => {
	it('leaves out a byte order mark, and says so', async () => {
		const { hints, json } = await runSlurp(sandbox, {}, { binary: [fileOf(mark + goodCsv)] });
		expect(sentFile()).toBe(goodCsv);
		expect(hints).toEqual([expect.stringMatching(/^plate 7\.csv: .*byte order mark.* was removed/)]);
		expect(json).toMatchObject([{ outcome: 'committed' }]);
	});

	it('may be given itself by an expression, as n8n takes it elsewhere', async () => {
		const { json, error } = await runSlurp(sandbox, { binaryPropertyName: "={{ $('Start').item.binary.data }}" });
		expect(error).toBeUndefined();
		expect(partsOf(uploads(sandbox)[0])[1]).toMatchObject({ filename: 'plate 7.csv', contentType: 'text/csv' });
		expect(sentFile()).toBe(goodCsv);
		expect(json).toMatchObject([{ outcome: 'committed' }]);
	});

	it.each([
		['a blank row', 'Molecule Name,Inhibition (%)\nLAB-0000001,1\n\nLAB-0000002,2\n'],
		['a row of separators', 'Molecule Name,Inhibition (%)\r\n,\r\nLAB-0000002,2\r\n'],
		['separators at the end', 'Molecule Name,Inhibition (%)\nLAB-0000001,1\n,\n'],
	])('remarks on %s, and sends the file as it is', async (_what, content) => {
		const { hints } = await runSlurp(sandbox, { waitForCompletion: false }, { binary: [fileOf(content)] });
		expect(hints).toEqual([expect.stringContaining('It contains rows without content')]);
		expect(sentFile()).toBe(content);
	});

	it.each([
		['line breaks of Windows', goodCsv.replaceAll('\n', '\r\n')],
		['blank lines at the end', `${goodCsv}\n\n`],
		['empty cells', 'Molecule Name,Inhibition (%)\nLAB-0000001,\n'],
	])('has nothing to remark on %s', async (_what, content) => {
		const { hints } = await runSlurp(sandbox, { waitForCompletion: false }, { binary: [fileOf(content)] });
		expect(hints).toEqual([]);
		expect(sentFile()).toBe(content);
	});

	it('remarks on traces of line breaks in the header, beside the refusal that they cause', async () => {
		const { error } = await runSlurp(
			sandbox,
			{},
			{ binary: [fileOf('Molecule_x000D_ Name,Inhibition (%)\nLAB-0000001,1\n')] },
		);
		expect(error?.description).toContain('Provided mapping template does not match file.');
		expect(error?.description).toContain('plate 7.csv: Its header contains "_x000D_"');
	});

	it('remarks on rows without content beside the rejection that they cause', async () => {
		const { error } = await runSlurp(
			sandbox,
			{},
			{ binary: [fileOf('Molecule Name,Inhibition (%)\nLAB-0000001,1\n,\n')] },
		);
		expect(error?.message).toBe('The data did not get into the vault [row 1]');
		expect(error?.description).toContain('plate 7.csv: It contains rows without content');
	});

	it.each([
		['library.sdf', 'chemical/x-mdl-sdfile'],
		['Plate.XLSX', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
		['runs.zip', 'application/zip'],
	])('sends %s as %s, untouched', async (fileName, contentType) => {
		await runSlurp(
			sandbox,
			{ waitForCompletion: false },
			{ binary: [fileOf(`${mark}PK anything`, fileName, 'text/plain')] },
		);
		expect(partsOf(uploads(sandbox)[0])[1]).toMatchObject({ filename: fileName, contentType });
		expect(sentFile()).toBe(`${mark}PK anything`);
	});
});

describe('a file that cannot be imported is refused before anything is sent', () => {
	it.each([
		['an empty file', fileOf(''), "'Input Data Field Name' points to an empty file [row 1]", '"plate 7.csv"'],
		[
			'a kind of file that CDD Vault does not import',
			fileOf('x', 'report.pdf', 'application/pdf'),
			"'Input Data Field Name' points to a kind of file that CDD Vault does not import [row 1]",
			'report.pdf',
		],
	])('%s', async (_what, binary, message, description) => {
		const { error } = await runSlurp(sandbox, {}, { binary: [binary] });
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(description);
		expect(sandbox.requests).toEqual([]);
	});

	it('an item without a file, which is named', async () => {
		const { error } = await runSlurp(sandbox, { binaryPropertyName: 'table' }, { items: [{}] });
		expect(error?.message).toContain('table');
		expect(error).toMatchObject({ context: { itemIndex: 0 } });
		expect(sandbox.requests).toEqual([]);
	});

	it.each([
		['a list', '={{ ["data"] }}'],
		['an object that is no file', '={{ ({ fileName: "plate 7.csv" }) }}'],
		['true', '={{ true }}'],
	])('%s in the place of the name of the field', async (_what, binaryPropertyName) => {
		const { error } = await runSlurp(sandbox, { binaryPropertyName });
		expect(error?.message).toBe("'Input Data Field Name' does not contain a text [row 1]");
		expect(sandbox.requests).toEqual([]);
	});

	it('an empty name of the field', async () => {
		const { error } = await runSlurp(sandbox, { binaryPropertyName: '={{ $json.nothing }}' });
		expect(error?.message).toBe("'Input Data Field Name' is empty [row 1]");
		expect(sandbox.requests).toEqual([]);
	});
});

describe('a file that n8n keeps on disk', () => {
	let files: FilesOnDisk;

	beforeAll(async () => {
		files = await keepFilesOnDisk();
	});
	afterAll(() => files.remove());

	it('is sent with its name and bytes', async () => {
		const binary = await files.store(goodCsv, 'stored.csv');
		expect(binary.data?.id).toMatch(/^filesystem-v2:/);
		const { json } = await runSlurp(sandbox, {}, { binary: [binary] });
		expect(partsOf(uploads(sandbox)[0])[1]).toMatchObject({ filename: 'stored.csv' });
		expect(sentFile()).toBe(goodCsv);
		expect(json).toMatchObject([{ outcome: 'committed' }]);
	});

	it.each(['$binary.data', "$('Start').item.binary.data"])('may be given itself by an expression: %s', async (file) => {
		const binary = await files.store(goodCsv, 'stored.csv');
		await runSlurp(sandbox, { binaryPropertyName: `={{ ${file} }}` }, { binary: [binary] });
		expect(partsOf(uploads(sandbox)[0])[1]).toMatchObject({ filename: 'stored.csv' });
		expect(sentFile()).toBe(goodCsv);
	});

	it('is refused when it is empty, before anything is sent', async () => {
		const { error } = await runSlurp(sandbox, {}, { binary: [await files.store('', 'stored.csv')] });
		expect(error?.message).toBe("'Input Data Field Name' points to an empty file [row 1]");
		expect(sandbox.requests).toEqual([]);
	});
});

describe('the size of a file', () => {
	const mebibyte = 1024 * 1024;

	/** Reads a file of which n8n tells the size, and holds the content back until it is asked for. */
	async function readFileOf(fileSize: number) {
		let asked = 0;
		const outcome = await insideNode(async (functions) => {
			const view: IExecuteFunctions = Object.create(functions, {
				helpers: {
					value: {
						assertBinaryData: () => ({
							id: 'filesystem-v2:test',
							data: '',
							fileName: 'plate.csv',
							mimeType: 'text/csv',
						}),
						getBinaryMetadata: async () => ({ fileSize }),
						getBinaryDataBuffer: async () => {
							asked++;
							return Buffer.from(goodCsv);
						},
					},
				},
			});
			const checked = await checkImportFile(view, 'data', 0, false);
			return await readImportFile(view, 'data', 0, checked, { converts: false });
		});
		return { ...outcome, asked };
	}

	it.each([1, 200 * mebibyte])('may be up to 200 MB: %d bytes', async (size) => {
		const { value, asked } = await readFileOf(size);
		expect(value?.name).toBe('plate.csv');
		expect(asked).toBe(1);
	});

	it.each([
		[0, "'Input Data Field Name' points to an empty file"],
		[200 * mebibyte + 1, "'Input Data Field Name' points to a file that is too large"],
		[300 * mebibyte, "'Input Data Field Name' points to a file that is too large"],
	])('of %d bytes is refused, and nothing of it is read into memory', async (size, message) => {
		const { fault, asked } = await readFileOf(size);
		expect(fault).toMatchObject({ kind: 'badInput', message });
		expect(asked).toBe(0);
	});
});
