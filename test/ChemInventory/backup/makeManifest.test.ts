import type { INode } from 'n8n-workflow';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { fileItem, partItem, runBackup, textOf } from '../../support/night';
import type { PartItem } from '../../support/night';
import { present } from '../../support/present';

const make = async (items: readonly PartItem[], parameters: INode['parameters'] = {}) =>
	await runBackup(new ChemInventory(), items, {
		operation: 'makeManifest',
		filePrefix: 'cheminventory-77',
		inventoryId: '77',
		inventoryName: 'Main Building',
		expectedParts: 'containers\ndeleted containers',
		largestLoss: 10,
		fileNames: 'rotating',
		options: {},
		...parameters,
	});

const parts = [partItem('containers', 20), partItem('deleted containers', 3)];
const lastComplete = async (parameters: INode['parameters'] = {}, name = 'cheminventory-77') => {
	const { items } = await make(parts, { filePrefix: name, ...parameters });
	return fileItem('cheminventory-77-last-complete.json', textOf(present(items.at(-1), 'The file')));
};

describe('a night of ChemInventory', () => {
	it('is of the inventory that the form names, and needs no credential', async () => {
		const { json, items } = await make(parts);
		expect(json.map(({ fileName }) => fileName)).toEqual([
			'cheminventory-77-containers-fri.json',
			'cheminventory-77-deleted-containers-fri.json',
			'cheminventory-77-manifest-fri.json',
			'cheminventory-77-last-complete.json',
		]);
		expect(JSON.parse(textOf(present(items[2], 'The manifest')))).toMatchObject({
			service: 'ChemInventory',
			source: { id: '77', name: 'Main Building' },
		});
		expect(json[2]?.subject).toBe('ChemInventory backup complete: Main Building, 27 November 2026');
	});

	it('does not follow a night of another inventory', async () => {
		const other = await lastComplete({ inventoryId: '78' }, 'cheminventory-77-78');
		expect((await make([...parts, other])).error?.message).toMatch(/of something else/);
	});

	it('follows one of the same inventory under an earlier name, and says so', async () => {
		const { json, error } = await make([...parts, await lastComplete({ inventoryName: 'Old Building' })]);
		expect(error).toBeUndefined();
		expect(json.at(-1)?.notes).toEqual(['What is saved had the name "Old Building" in the last complete night.']);
	});

	it('is not made without the ID of the inventory', async () => {
		expect((await make(parts, { inventoryId: '={{ $json.nothing }}' })).error?.message).toMatch(/'Inventory ID'/);
	});
});
