import { FormData } from 'undici';

import type { Sandbox, SandboxOptions } from '../../sandbox';
import { freshSandbox } from '../support/sandbox';
import { Client, idOf, polled, refusal, strict, withSandbox } from './client';

const readings = 'Molecule Name,Inhibition (%)\nAspirin,12.5\nCaffeine,3\n';
const badReadings = 'Molecule Name,Inhibition (%)\nAspirin,plenty\nCaffeine,3\n';
const strangeMolecule = 'Molecule Name,Inhibition (%)\nUnobtainium,1\n';

interface Upload {
	json?: unknown;
	file?: string;
	filename?: string;
	fileFirst?: boolean;
}

async function upload(
	client: Client,
	{ json = { project: 'Internal Data' }, file = readings, filename = 'readings.csv', fileFirst = false }: Upload = {},
) {
	const form = new FormData();
	const addFile = () => form.append('file', new File([file], filename, { type: 'text/csv' }));
	if (fileFirst) addFile();
	form.append('json', typeof json === 'string' ? json : JSON.stringify(json));
	if (!fileFirst) addFile();
	return await client.send('POST', '/slurps', { form });
}

async function states(client: Client, id: number, polls: number): Promise<string[]> {
	return await polled(client, `/slurps/${id}`, 'state', polls);
}

const settled = async (client: Client, id: number) => {
	await states(client, id, 8);
	return (await client.get(`/slurps/${id}`)).body;
};

describe('an import', () => {
	let sandbox: Sandbox;
	let client: Client;

	beforeEach(async () => {
		sandbox = await freshSandbox();
		client = new Client(sandbox);
	});

	it('of a clean file shows every state to a poll, processed too, and ends committed (A34)', async () => {
		const answer = await upload(client);
		const id = idOf(answer);
		expect(answer).toMatchObject({
			status: 200,
			body: { id, class: 'slurp', state: 'queued_for_processing', api_url: `${sandbox.url}/vaults/4598/slurps/${id}` },
		});
		expect(await states(client, id, 7)).toEqual([
			'queued_for_processing',
			'processing',
			'processed',
			'queued_for_committing',
			'committing',
			'committed',
			'committed',
		]);
		expect((await client.get(`/slurps/${id}`)).body).toMatchObject({
			total_records: 2,
			records_processed: 2,
			records_committed: 2,
			import_errors: 0,
			import_warnings: 0,
		});
	});

	it('is slower where the options say so (A34)', async () => {
		await withSandbox({ slurpPolls: 2 }, async (slow) => {
			expect(await states(slow, idOf(await upload(slow)), 4)).toEqual([
				'queued_for_processing',
				'queued_for_processing',
				'processing',
				'processing',
			]);
		});
		let now = new Date('2026-05-04T10:00:00Z');
		await withSandbox({ now: () => now, slurpDelays: { processing: 3000 } }, async (slow) => {
			const id = idOf(await upload(slow));
			expect(await states(slow, id, 4)).toEqual(['queued_for_processing', 'processing', 'processing', 'processing']);
			now = new Date(now.getTime() + 3000);
			expect(await states(slow, id, 1)).toEqual(['processed']);
		});
	});

	it('with errors passes processed without a report, ends rejected with one, and imports nothing', async () => {
		const id = idOf(await upload(client, { file: badReadings }));
		expect(await states(client, id, 2)).toEqual(['queued_for_processing', 'processing']);
		const processed = await client.get(`/slurps/${id}`);
		expect(processed.body).toMatchObject({ state: 'processed', import_errors: 1 });
		for (const key of ['message', 'web_url']) expect(processed.body).not.toHaveProperty(key);
		expect((await client.get(`/slurps/${id}`)).body).toMatchObject({
			state: 'rejected',
			import_errors: 1,
			records_committed: 0,
			web_url: expect.stringContaining(`/slurps/${id}`),
		});
		expect(sandbox.cdd.runs).toEqual([]);
	});

	it.each<[string, SandboxOptions, Record<string, unknown>]>([
		['autoreject is false', {}, { autoreject: false }],
		['autoreject is "false" (A35)', {}, { autoreject: 'false' }],
		['the older default is switched on', { switches: { autorejectDefault: 'rest in processed' } }, {}],
	])('with errors rests in processed with a message and an address when %s', async (_case, options, more) => {
		await withSandbox(options, async (resting) => {
			const id = idOf(await upload(resting, { json: { project: 'Internal Data', ...more }, file: badReadings }));
			expect(await settled(resting, id)).toMatchObject({
				state: 'processed',
				import_errors: 1,
				message: expect.any(String),
				web_url: expect.stringContaining(`/slurps/${id}`),
			});
		});
	});

	it('leaves processed when a person decides (A40)', async () => {
		const rest = async () => {
			const id = idOf(
				await upload(client, { json: { project: 'Internal Data', autoreject: false }, file: badReadings }),
			);
			await states(client, id, 5);
			return id;
		};
		const committed = await rest();
		sandbox.cdd.commitSlurp(committed);
		expect(await states(client, committed, 3)).toEqual(['queued_for_committing', 'committing', 'committed']);
		expect((await client.get(`/slurps/${committed}`)).body).toMatchObject({ total_records: 2, records_committed: 1 });
		for (const [decide, state] of [
			['rejectSlurp', 'rejected'],
			['cancelSlurp', 'canceled'],
			['invalidateSlurp', 'invalid'],
		] as const) {
			const id = await rest();
			sandbox.cdd[decide](id);
			expect(await states(client, id, 2)).toEqual([state, state]);
		}
	});

	it('of a molecule that the vault does not hold is a suspicious event, which can be accepted or rejected', async () => {
		const end = async (suspicious_events_resolution: string) =>
			await settled(
				client,
				idOf(
					await upload(client, {
						json: { project: 'Internal Data', autoreject: false, suspicious_events_resolution },
						file: strangeMolecule,
					}),
				),
			);
		expect(await end('none')).toMatchObject({ state: 'processed', import_warnings: 1 });
		expect(await end('accept')).toMatchObject({ state: 'committed' });
		expect(await end('reject')).toMatchObject({ state: 'rejected' });
	});

	it('is rejected as a whole for a row without any identifier', async () => {
		const file = 'Molecule Name,Inhibition (%)\nAspirin,1\n,2\n';
		expect(
			await settled(
				client,
				idOf(await upload(client, { json: { project: 'Internal Data', autoreject: false }, file })),
			),
		).toMatchObject({ state: 'rejected' });
	});

	it('is invalid for a file that cannot be parsed (A40)', async () => {
		for (const [filename, file] of [
			['broken.csv', 'a,b\n"1,2\n'],
			['fake.xlsx', 'no zip'],
			['empty.sdf', 'nothing'],
		] as const) {
			expect(await settled(client, idOf(await upload(client, { file, filename })))).toMatchObject({ state: 'invalid' });
		}
	});

	it('may bring an SD file or a workbook', async () => {
		const sdf = '\n\n\n  0  0\nM  END\n> <Molecule Name>\nAspirin\n\n> <Inhibition (%)>\n5\n\n$$$$\n';
		expect(await settled(client, idOf(await upload(client, { file: sdf, filename: 'one.sdf' })))).toMatchObject({
			state: 'committed',
			total_records: 1,
		});
		const json = { project: 'Internal Data', mapping_template: 'Dose response' };
		expect(
			await settled(client, idOf(await upload(client, { json, file: 'PK\u0003\u0004', filename: 'book.xlsx' }))),
		).toMatchObject({ state: 'committed' });
	});

	it('comes to what a test has planned', async () => {
		sandbox.cdd.setSlurpResult({ import_warnings: 4, total_records: 10 });
		const id = idOf(await upload(client, { json: { project: 'Internal Data', autoreject: false } }));
		sandbox.cdd.setSlurpResult({ import_errors: 2 }, id);
		expect(await settled(client, id)).toMatchObject({
			state: 'processed',
			total_records: 10,
			import_warnings: 4,
			import_errors: 2,
		});
	});

	it('makes runs again when the same file is sent again', async () => {
		const json = {
			project: 'Internal Data',
			runs: [{ run_date: '2026-01-02', place: 'Lab 2' }, { person: 'Night Shift' }],
		};
		for (let time = 0; time < 2; time += 1) await settled(client, idOf(await upload(client, { json })));
		expect(sandbox.cdd.runs).toHaveLength(4);
		expect(sandbox.cdd.runs[0]).toMatchObject({ run_date: '2026-01-02', place: 'Lab 2', person: 'API User' });
		expect(sandbox.cdd.runs[1]).toMatchObject({
			run_date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
			person: 'Night Shift',
		});
	});

	it('is refused when the json is none, and by the pages when the file comes before it (A38)', async () => {
		sandbox.reset({ switches: strict });
		expect(await upload(client, { fileFirst: true })).toEqual(refusal(400, /^unexpected token/));
		expect(await upload(client, { json: '{"project":' })).toEqual(refusal(400, /^unexpected token/));
		expect(await client.post('/slurps', { project: 'Internal Data' })).toEqual(refusal(400, /multipart/));
	});

	it('reads digits in quotes as a name by the pages (A36)', async () => {
		sandbox.reset({ switches: strict });
		const [project] = [...sandbox.cdd.projects.values()];
		expect((await upload(client, { json: { project: project?.id } })).status).toBe(200);
		expect(await upload(client, { json: { project: String(project?.id) } })).toEqual(
			refusal(422, `Project "${project?.id}" not found`),
		);
		expect((await upload(client, { json: {} })).status).toBe(422);
	});

	it('is refused before it exists when the template does not match the file', async () => {
		const [template] = [...sandbox.cdd.mappingTemplates.values()];
		for (const mapping_template of [template?.id, template?.name]) {
			expect((await upload(client, { json: { project: 'Internal Data', mapping_template } })).status).toBe(200);
		}
		const before = sandbox.cdd.slurps.size;
		for (const file of ['Molecule Name,Other\nAspirin,1\n', `\ufeff${readings}`]) {
			expect(
				await upload(client, { json: { project: 'Internal Data', mapping_template: template?.id }, file }),
			).toMatchObject({
				status: 422,
				body: {
					error: 'Provided mapping template does not match file.',
					web_url: expect.stringContaining(`/mapping_templates/${template?.id}`),
				},
			});
		}
		expect(sandbox.cdd.slurps.size).toBe(before);
	});

	it('is refused when no template matches, or several do (A37)', async () => {
		expect(await upload(client, { file: 'Other\n1\n' })).toEqual(refusal(422, 'No mapping template matches file.'));
		expect(await upload(client, { file: 'Molecule Name,Batch,Solubility (uM)\nAspirin,001,5\n' })).toEqual(
			refusal(422, 'More than one mapping template matches file.'),
		);
		expect(await upload(client, { json: { project: 'Internal Data', mapping_template: 'Nothing' } })).toEqual(
			refusal(422, /Mapping template "Nothing" not found/),
		);
	});

	it.each([
		{ autoreject: 'no' },
		{ ambiguous_events_resolution: 'new' },
		{ suspicious_events_resolution: true },
		{ speed: 'fast' },
	])('is refused with %j (A35)', async (more) => {
		expect((await upload(client, { json: { project: 'Internal Data', ...more } })).status).toBe(400);
	});

	it.each([
		{ ignore_errors: true },
		{ duplicate_resolution: 'first' },
		{ mapping_template: { registration_type: 'x', header_mappings: [] } },
	])('with %j is not simulated (A39)', async (more) => {
		expect(await upload(client, { json: { project: 'Internal Data', ...more } })).toEqual(
			refusal(422, /is not simulated$/),
		);
		expect((await client.get('/slurps')).status).toBe(404);
	});

	it('is recorded with its parts in their order', async () => {
		sandbox.clearRequests();
		await upload(client);
		expect(sandbox.requests).toMatchObject([
			{
				endpoint: 'startSlurp',
				body: [
					{ name: 'json', text: '{"project":"Internal Data"}' },
					{ name: 'file', filename: 'readings.csv', contentType: 'text/csv', bytes: Buffer.from(readings) },
				],
			},
		]);
	});
});
