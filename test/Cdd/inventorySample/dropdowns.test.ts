import { forgetWaits } from '../../support/waits';

import nock from 'nock';

import { CddInventorySample } from '../../../nodes/Cdd/CddInventorySample.node';
import { cddBase, onPublicServer, onSandbox } from '../../support/cdd';
import { dropdownFunctions } from '../../support/dropdown';
import { sandboxForTests } from '../../support/sampleNode';

const sandbox = sandboxForTests();
const node = new CddInventorySample();
const { getProjects } = node.methods.loadOptions;
const { searchInventoryLocations } = node.methods.listSearch;
const functions = () => dropdownFunctions(onSandbox(node, sandbox()));

beforeEach(forgetWaits);

describe('the list of locations', () => {
	it('shows every location of the vault with its path, and how many positions of a box are free', async () => {
		const { results } = await searchInventoryLocations.call(functions());
		expect(results).toHaveLength(sandbox().cdd.locations.size);
		const names = results.map(({ name }) => name);
		expect(names).toContain('Building 1 > Compound Store > Freezer A > Shelf 2');
		expect(names).toContain('Building 1 > Compound Store > Freezer A > Box 3 (100 of 100 positions free)');
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
	});

	it('finds by any part of the path, in any case', async () => {
		const { results } = await searchInventoryLocations.call(functions(), ' freezer a > BOX ');
		expect(results.map(({ name }) => name.replace(/ \(.*/, ''))).toEqual(['1', '2', '3'].map((box) => `Building 1 > Compound Store > Freezer A > Box ${box}`));
	});

	it('survives a location that stands in itself', async () => {
		nock(cddBase).get('/vaults/4598/inventory_locations').query(true).reply(200, [{ id: 1, value: 'A', parent_id: 2 }, { id: 2, value: 'B', parent_id: 1 }]);
		const { results } = await searchInventoryLocations.call(dropdownFunctions(onPublicServer(node)));
		expect(results.map(({ name }) => name)).toEqual(['A > B', 'B > A']);
	});
});

describe('the list of projects', () => {
	it('shows names and keeps IDs', async () => {
		const projects = await getProjects.call(functions());
		expect(projects).toEqual([...sandbox().cdd.projects.values()].map(({ id, name }) => ({ name, value: id })));
	});
});

describe('a list that cannot be shown', () => {
	it.each([
		[401, { error: 'Unauthorized' }, 'CDD Vault did not accept the API token'],
		[404, { error: 'Not Found' }, 'CDD Vault did not find what was asked for'],
		[200, '<html>Log in</html>', 'CDD Vault answered with something that is not in its documentation'],
	])('says why in words (status %d)', async (status, body, message) => {
		nock(cddBase).get('/vaults/4598/projects').reply(status, body);
		await expect(getProjects.call(dropdownFunctions(onPublicServer(node)))).rejects.toThrow(message);
	});

	it('names the field of the credential that is to be put right', async () => {
		await expect(getProjects.call(dropdownFunctions(onPublicServer(node, { vaultId: '' })))).rejects.toThrow("'Vault ID' is empty");
	});
});
