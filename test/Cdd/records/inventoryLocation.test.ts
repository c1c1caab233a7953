import nock from 'nock';

import { CddInventorySample } from '../../../nodes/Cdd/CddInventorySample.node';
import { inOrder } from '../../../nodes/shared/dropdown';
import { cddBase, onPublicServer, onSandbox } from '../../support/cdd';
import { dropdownFunctions } from '../../support/dropdown';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();
const node = new CddInventorySample();
const { searchInventoryLocations } = node.methods.listSearch;
const functions = () => dropdownFunctions(onSandbox(node, sandbox()));

beforeEach(forgetWaits);

describe('the list of locations', () => {
	it('shows every location of the vault, the box before its freezer, and how many positions of a box are free', async () => {
		const { results } = await searchInventoryLocations.call(functions());
		expect(results).toHaveLength(sandbox().cdd.locations.size);
		const names = results.map(({ name }) => name);
		expect(names).toContain('Shelf 2 · Freezer A · Compound Store · Building 1');
		expect(names).toContain('Box 3 (100 of 100 free) · Freezer A · Compound Store · Building 1');
		const paths = names.map((name) =>
			name
				.replace(/ \(.*\)/, '')
				.split(' · ')
				.reverse()
				.join(' > '),
		);
		expect(paths).toEqual([...paths].sort(inOrder));
	});

	it('finds by any part of the path, in any case', async () => {
		const { results } = await searchInventoryLocations.call(functions(), ' freezer a > BOX ');
		expect(results.map(({ name }) => name.replace(/ \(.*\)/, ''))).toEqual(
			['1', '2', '3'].map((box) => `Box ${box} · Freezer A · Compound Store · Building 1`),
		);
	});

	it('comes a hundred at a time, in one order, and each location once', async () => {
		const shelf = [...sandbox().cdd.locations.values()].find(({ value }) => value === 'Shelf 2');
		const added = Array.from({ length: 150 }, (_empty, index) => ({
			...shelf,
			id: 900_000 + index,
			value: `Rack ${index}`,
		}));
		for (const location of added) if (shelf) sandbox().cdd.locations.set(location.id, { ...shelf, ...location });
		const first = await searchInventoryLocations.call(functions(), 'rack');
		const second = await searchInventoryLocations.call(functions(), 'rack', first.paginationToken);
		for (const { id } of added) sandbox().cdd.locations.delete(id);
		expect(first.results).toHaveLength(100);
		expect(second.paginationToken).toBeUndefined();
		const values = [...first.results, ...second.results].map(({ value }) => value);
		expect(new Set(values).size).toBe(values.length);
		expect(values).toEqual(expect.arrayContaining(added.map(({ id }) => id)));
	});

	it('survives a location that stands in itself', async () => {
		nock(cddBase)
			.get('/vaults/4598/inventory_locations')
			.query(true)
			.reply(200, [
				{ id: 1, value: 'A', parent_id: 2 },
				{ id: 2, value: 'B', parent_id: 1 },
			]);
		const { results } = await searchInventoryLocations.call(dropdownFunctions(onPublicServer(node)));
		expect(results.map(({ name }) => name)).toEqual(['B · A', 'A · B']);
	});
});
