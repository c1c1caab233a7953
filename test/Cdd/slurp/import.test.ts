import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox';
import { freshSandbox } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { fileOf, goodCsv, jsonOf, locator, partsOf, project, runSlurp, template, uploads } from './onSlurp';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await freshSandbox();
});
beforeEach(forgetWaits);

const projectId = () => [...sandbox.cdd.projects.values()].find(({ name }) => name === project)?.id ?? 0;
const templateId = () => [...sandbox.cdd.mappingTemplates.values()].find(({ name }) => name === template)?.id ?? 0;
const withoutWaiting = { waitForCompletion: false };

describe('what an import sends', () => {
	it('puts the json part before the file, and the file with its name, type and bytes', async () => {
		await runSlurp(sandbox, withoutWaiting);
		const [upload, ...others] = uploads(sandbox);
		const [json, file, ...more] = partsOf(upload);
		expect(others).toEqual([]);
		expect(more).toEqual([]);
		expect(json).toMatchObject({ name: 'json' });
		expect(jsonOf(upload)).toEqual({ project, mapping_template: template });
		expect(file).toMatchObject({ name: 'file', filename: 'plate 7.csv', contentType: 'text/csv' });
		expect(file?.bytes?.toString('utf8')).toBe(goodCsv);
	});

	it('sends ids as numbers, and a name that is made of digits as text', async () => {
		await runSlurp(sandbox, {
			...withoutWaiting,
			project: locator('list', projectId()),
			mappingTemplate: locator('id', String(templateId())),
		});
		sandbox.cdd.projects.set(7, { id: 7, name: '2024' });
		await runSlurp(sandbox, { ...withoutWaiting, project: locator('name', '2024') });
		const [byId, byName] = uploads(sandbox).map(jsonOf);
		expect(byId).toEqual({ project: projectId(), mapping_template: templateId() });
		expect(byName).toEqual({ project: '2024', mapping_template: template });
	});

	it('leaves the template to CDD Vault where none is chosen', async () => {
		const { json } = await runSlurp(sandbox, { ...withoutWaiting, mappingTemplate: locator('list', '') });
		expect(jsonOf(uploads(sandbox)[0])).toEqual({ project });
		expect(json).toMatchObject([{ outcome: 'running' }]);
	});

	it('sends one run as an object for all runs, and several as a list in their order', async () => {
		const first = { date: '2026-11-30', lab: 'Basement lab', person: '', conditions: '33 °C' };
		const second = { date: '={{ new Date(Date.UTC(2026, 10, 29, 12)) }}', person: 'Lab assistant' };
		await runSlurp(sandbox, { ...withoutWaiting, runs: { run: [first] } });
		await runSlurp(sandbox, { ...withoutWaiting, runs: { run: [first, second] } });
		const firstAsSent = { run_date: '2026-11-30', place: 'Basement lab', conditions: '33 °C' };
		expect(uploads(sandbox).map(jsonOf)).toEqual([
			{ project, mapping_template: template, runs: firstAsSent },
			{ project, mapping_template: template, runs: [firstAsSent, { run_date: '2026-11-29', person: 'Lab assistant' }] },
		]);
	});

	it.each(['yesterday', '10', '12:30', '2026', '1130', '2026-W48', '2026-11', '202611', '11/30/2026', true])(
		'refuses the run date %j before anything is sent',
		async (day) => {
			const date = `={{ ${JSON.stringify(day)} }}`;
			const { error } = await runSlurp(sandbox, { runs: { run: [{ date }] } });
			expect(error?.message).toBe("'Date' is not a date [row 1]");
			expect(error?.description).toContain('Write it as 2026-11-30.');
			expect(sandbox.requests).toEqual([]);
		},
	);

	it.each([
		['2026-11-30T23:30:00.000Z', '2026-11-30'],
		['={{ DateTime.fromISO("2026-11-30T23:30:00", { zone: "Asia/Tokyo" }) }}', '2026-11-30'],
		['', undefined],
	])('sends the run date %s as the day that is written', async (date, day) => {
		await runSlurp(sandbox, { ...withoutWaiting, runs: { run: [{ date, lab: 'North' }] } });
		expect(jsonOf(uploads(sandbox)[0])).toEqual({
			project,
			mapping_template: template,
			runs: { place: 'North', ...(day === undefined ? {} : { run_date: day }) },
		});
	});

	it.each<[string, IDataObject, string]>([
		['a list as the lab', { runs: { run: [{ lab: '={{ ["North"] }}' }] } }, "'Lab' does not contain a text"],
		[
			'no answer of a switch',
			{ importSettings: { ignoreErrors: '={{ $json.none }}' } },
			"'Ignore Errors' is neither true nor false",
		],
		[
			'a choice that is none',
			{ importSettings: { ambiguousEvents: 'ignore' } },
			"'Ambiguous Events' is not one of the choices",
		],
		['no choice', { importSettings: { suspiciousEvents: '={{ $json.none }}' } }, "'Suspicious Events' is empty"],
		[
			'no answer to whether it is waited for',
			{ waitForCompletion: '={{ "soon" }}' },
			"'Wait for Completion' is neither true nor false",
		],
		['a negative time limit', { options: { timeLimitMinutes: -1 } }, "'Time Limit (Minutes)' is below 0"],
		[
			'a time limit that no timer keeps',
			{ options: { timeLimitMinutes: 35_001 } },
			"'Time Limit (Minutes)' is too long",
		],
		['no time limit', { options: { timeLimitMinutes: '={{ $json.none }}' } }, "'Time Limit (Minutes)' is empty"],
		[
			'a template that an expression did not find',
			{ mappingTemplate: locator('name', '={{ $json.none }}') },
			"'Mapping Template' is empty",
		],
		[
			'a day of the run that an expression did not find',
			{ runs: { run: [{ date: '={{ $json.none }}' }] } },
			"'Date' is empty",
		],
		[
			'a person that an expression did not find',
			{ runs: { run: [{ date: '', person: '={{ $json.none }}' }] } },
			"'Person' is empty",
		],
		['no project', { project: locator('name', '={{ $json.none }}') }, "'Project' is empty"],
		['a name where an ID belongs', { project: locator('id', 'Internal Data') }, "'Project' is not an ID"],
		[
			'a bare name, which counts as an ID',
			{ mappingTemplate: '={{ "Dose response" }}' },
			"'Mapping Template' is not an ID",
		],
	])('refuses %s before anything is sent', async (_what, parameters, message) => {
		const { error } = await runSlurp(sandbox, parameters);
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(sandbox.requests).toEqual([]);
	});

	it('takes choices by their labels and switches by their texts', async () => {
		const importSettings = {
			ambiguousEvents: '={{ "Register a New Batch" }}',
			suspiciousEvents: '={{ "reject" }}',
			rejectBadFiles: '={{ "false" }}',
			ignoreErrors: '={{ "TRUE" }}',
		};
		await runSlurp(sandbox, { waitForCompletion: '={{ "false" }}', importSettings });
		expect(jsonOf(uploads(sandbox)[0])).toEqual({
			project,
			mapping_template: template,
			autoreject: false,
			ignore_errors: true,
			ambiguous_events_resolution: 'new_batch',
			suspicious_events_resolution: 'reject',
		});
	});

	it('sends the settings that were chosen', async () => {
		const importSettings = { rejectBadFiles: false, ambiguousEvents: 'new_batch', suspiciousEvents: 'accept' };
		await runSlurp(sandbox, { ...withoutWaiting, importSettings });
		expect(jsonOf(uploads(sandbox)[0])).toEqual({
			project,
			mapping_template: template,
			autoreject: false,
			ambiguous_events_resolution: 'new_batch',
			suspicious_events_resolution: 'accept',
		});
	});

	it('takes the request as JSON, and refuses a key that CDD Vault does not know', async () => {
		const request = { project, mapping_template: templateId(), runs: { place: 'Basement lab' }, autoreject: true };
		await runSlurp(sandbox, { ...withoutWaiting, specifyData: 'json', importJson: JSON.stringify(request) });
		expect(uploads(sandbox).map(jsonOf)).toEqual([request]);
		sandbox.clearRequests();
		const wrong = await runSlurp(sandbox, {
			specifyData: 'json',
			importJson: JSON.stringify({ ...request, template: 1 }),
		});
		expect(wrong.error?.message).toBe("'Import (JSON)' does not have the expected form [row 1]");
		expect(wrong.error?.description).toContain('template');
		const unreadable = await runSlurp(sandbox, { specifyData: 'json', importJson: '{ "project": ' });
		expect(unreadable.error?.message).toBe("'Import (JSON)' is not valid JSON [row 1]");
		expect(sandbox.requests).toEqual([]);
	});

	it('uploads for each item its own file with its own request, and pairs the results', async () => {
		const { items, json } = await runSlurp(
			sandbox,
			{
				...withoutWaiting,
				mappingTemplate: locator('name', '={{ $json.template }}'),
				runs: { run: [{ lab: '={{ $json.place }}' }] },
			},
			{
				items: [
					{ template, place: 'North' },
					{ template: 'Dose response', place: 'South' },
				],
				binary: [
					fileOf(goodCsv, 'one.csv'),
					fileOf('Molecule Name,Concentration (uM),Inhibition (%),Comment\nLAB-0000001,1,2,x\n', 'two.csv'),
				],
			},
		);
		expect(uploads(sandbox).map(jsonOf)).toEqual([
			{ project, mapping_template: template, runs: { place: 'North' } },
			{ project, mapping_template: 'Dose response', runs: { place: 'South' } },
		]);
		expect(uploads(sandbox).map((upload) => partsOf(upload)[1]?.filename)).toEqual(['one.csv', 'two.csv']);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(new Set(json.map(({ id }) => id)).size).toBe(2);
	});
});

describe('what CDD Vault answers to an upload', () => {
	it('shows its words and the link to the mapping editor when the template does not fit', async () => {
		const { json } = await runSlurp(
			sandbox,
			{ mappingTemplate: locator('name', 'Dose response') },
			{ settings: { onError: 'continueRegularOutput' } },
		);
		expect(json).toMatchObject([
			{
				error: 'CDD Vault refused the data [row 1]',
				details: {
					operation: 'import',
					status: '422',
					webUrl: expect.stringContaining('/mapping_templates/'),
					description: expect.stringContaining('"Provided mapping template does not match file."'),
				},
			},
		]);
		expect(Object.keys(json[0] ?? {}).sort()).toEqual(['details', 'error', 'message']);
		expect(uploads(sandbox)).toHaveLength(1);
	});

	it('says that a read-only token cannot import, after one upload', async () => {
		const { error } = await runSlurp({ ...sandbox, token: sandbox.readOnlyToken });
		expect(error?.message).toBe('The API token may only read, so CDD Vault changed nothing [row 1]');
		expect(error?.description).toContain('Token has insufficient access to modify data');
		expect(uploads(sandbox)).toHaveLength(1);
	});

	it('puts a failed item on the error output, with its input beside, and goes on with the next', async () => {
		const { outputs } = await runSlurp(
			sandbox,
			{ ...withoutWaiting, project: locator('name', '={{ $json.project }}') },
			{ items: [{ project: 'Nowhere' }, { project }], settings: { onError: 'continueErrorOutput' } },
		);
		expect(outputs[0]).toMatchObject([{ json: { outcome: 'running' }, pairedItem: { item: 1 } }]);
		expect(outputs[1]).toMatchObject([
			{ json: { project: 'Nowhere', error: 'CDD Vault refused the data [row 1]' }, pairedItem: { item: 0 } },
		]);
	});
});
