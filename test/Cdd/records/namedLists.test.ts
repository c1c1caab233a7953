import { CddBatch } from '../../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../../nodes/Cdd/CddInventorySample.node';
import { CddSlurp } from '../../../nodes/Cdd/CddSlurp.node';
import { onSandbox } from '../../support/cdd';
import { dropdownFunctions } from '../../support/dropdown';
import { asked } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const batchLists = new CddBatch().methods.loadOptions;
const sampleLists = new CddInventorySample().methods.loadOptions;
const slurpLists = new CddSlurp().methods.listSearch;
const functions = () => dropdownFunctions(onSandbox(new CddBatch(), sandbox()));

const inOrder = (records: Iterable<{ id: number; name: string }>) =>
	[...records].sort((a, b) => a.name.localeCompare(b.name)).map(({ id, name }) => ({ name, value: id }));

describe('a list that the vault tells whole', () => {
	it.each([
		[
			'projects of batches',
			async () => await batchLists.getProjects.call(functions()),
			() => sandbox().cdd.projects,
			'/projects',
		],
		[
			'projects of samples',
			async () => await sampleLists.getProjects.call(functions()),
			() => sandbox().cdd.projects,
			'/projects',
		],
		[
			'projects of imports',
			async () => (await slurpLists.searchProjects.call(functions())).results,
			() => sandbox().cdd.projects,
			'/projects',
		],
		[
			'public data sets',
			async () => await batchLists.getDataSets.call(functions()),
			() => sandbox().cdd.dataSets,
			'/data_sets',
		],
		[
			'mapping templates',
			async () => (await slurpLists.searchMappingTemplates.call(functions())).results,
			() => sandbox().cdd.mappingTemplates,
			'/mapping_templates',
		],
	])('shows the %s by name and stores their ID, with one request', async (_what, list, records, path) => {
		const shown = await list();
		expect(shown).toEqual(inOrder(records().values()));
		expect(shown.length).toBeGreaterThan(1);
		expect(asked(sandbox())).toEqual([`GET ${path}`]);
	});

	it.each([
		[
			'projects',
			async (filter: string) => await slurpLists.searchProjects.call(functions(), filter),
			'cro',
			['CRO Project'],
		],
		[
			'mapping templates',
			async (filter: string) => await slurpLists.searchMappingTemplates.call(functions(), filter),
			' DOSE ',
			['Dose response'],
		],
	])('finds %s by a part of the name, upper and lower case alike', async (_what, search, filter, names) => {
		expect((await search(filter)).results.map(({ name }) => name)).toEqual(names);
	});
});
