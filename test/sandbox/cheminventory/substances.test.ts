import { loadContainer } from '../../../nodes/ChemInventory/contract/container';
import {
	findOrCreateSubstance,
	deleteGhs,
	retrieveSubstanceInfo,
	saveGhs,
	updateStructure,
} from '../../../nodes/ChemInventory/contract/substance';
import { present } from '../../support/present';
import { ids, refused, success, withLab } from './client';

describe('finding a substance', () => {
	it('creates what it does not find, once (trap 2)', async () => {
		await withLab(async (client) => {
			const before = client.lab.substances.size;
			const body = { name: 'Thiourea', cas: '62-56-6' };
			const [created] = await client.ask(findOrCreateSubstance, body);
			expect(created).toMatchObject({
				name: 'Thiourea',
				cas: '62-56-6',
				isomericsmiles: '',
				needsretrieval: true,
				customsubstance: false,
				ghs: [],
			});
			expect(ids(await client.ask(findOrCreateSubstance, body))).toEqual([present(created).id]);
			expect(await client.ask(findOrCreateSubstance, { name: 'House mix', cas: 'N/A' })).toMatchObject([
				{ needsretrieval: false, customsubstance: true },
			]);
			expect(client.lab.substances.size).toBe(before + 2);
			expect(client.lab.auditOf('Substance', 'Creation')).toHaveLength(2);
		});
	});

	it('goes by CAS alone where one is given, whatever the name says', async () => {
		await withLab(async (client) => {
			expect(await client.ask(findOrCreateSubstance, { name: 'Misspelt', cas: '67-64-1' })).toMatchObject([
				{ name: 'Acetone' },
			]);
		});
	});

	it('gives all that share a name when there is no CAS (trap 3)', async () => {
		await withLab(async (client) => {
			expect(await client.ask(findOrCreateSubstance, { name: 'compound lx-1', cas: 'N/A' })).toHaveLength(2);
		});
	});

	it('wants name and CAS beside an id too (trap 4)', async () => {
		await withLab(async (client) => {
			const { id } = client.lab.substance('67-64-1');
			expect(await client.post(findOrCreateSubstance.path, { substanceid: id })).toEqual(
				refused(/name: Required; cas: Required/),
			);
			expect(ids(await client.ask(findOrCreateSubstance, { substanceid: id, name: '', cas: 'N/A' }))).toEqual([id]);
			expect(await client.post(findOrCreateSubstance.path, { substanceid: 1, name: 'x', cas: 'N/A' })).toEqual(
				refused('There is no substance 1.'),
			);
		});
	});

	it('does not create for a read-only user', async () => {
		await withLab(async (client) => {
			const reader = client.as('reader');
			expect(await reader.ask(findOrCreateSubstance, { name: 'Acetone', cas: '67-64-1' })).toHaveLength(1);
			expect(await reader.post(findOrCreateSubstance.path, { name: 'New', cas: 'N/A' })).toEqual(
				refused(/may not add it/),
			);
		});
	});
});

describe('retrieving information', () => {
	it('answers with the structure, which shows in the record a moment later (trap 5)', async () => {
		let time = Date.parse('2025-06-15T10:00:00Z');
		await withLab(
			async (client) => {
				const { id } = client.lab.substance('Vanillin');
				const look = async () =>
					(await client.ask(findOrCreateSubstance, { substanceid: id, name: 'Vanillin', cas: '121-33-5' }))[0];
				expect(await look()).toMatchObject({ needsretrieval: true, isomericsmiles: '' });
				expect(await client.ask(retrieveSubstanceInfo, { substance: id })).toBe('COc1cc(C=O)ccc1O');
				expect(await look()).toMatchObject({ needsretrieval: true });
				time += 200;
				expect(await look()).toMatchObject({
					needsretrieval: false,
					isomericsmiles: 'COc1cc(C=O)ccc1O',
					molecularweight: '152.149',
				});
			},
			{ now: () => new Date(time) },
		);
	});

	it('fails for a CAS number that nobody knows, and for none', async () => {
		await withLab(async (client) => {
			for (const name of ['Old stock solution', 'Running buffer 10x']) {
				expect(await client.post(retrieveSubstanceInfo.path, { substance: client.lab.substance(name).id })).toEqual(
					refused(/No information was found/),
				);
			}
		});
	});
});

describe('a new structure', () => {
	it('that another substance has gives the id of that one, and changes nothing (trap 6)', async () => {
		await withLab(async (client) => {
			const { id: substanceid } = client.lab.substance('Vanillin');
			const [container] = client.lab.liveContainers().filter(({ substance }) => substance === substanceid);
			expect(await client.ask(updateStructure, { substanceid, newmolfile: 'CC(C)=O' })).toBe(
				client.lab.substance('67-64-1').id,
			);
			expect(await client.ask(loadContainer, { containerid: present(container).id })).toMatchObject({
				substance: substanceid,
			});
		});
	});

	it('that nobody has is kept', async () => {
		await withLab(async (client) => {
			const { id: substanceid } = client.lab.substance('Vanillin');
			expect(await client.ask(updateStructure, { substanceid, newmolfile: 'CCCCCCCCC' })).toBe(substanceid);
			expect(client.lab.substance('Vanillin').smiles).toBe('CCCCCCCCC');
		});
	});
});

describe('hazard entries', () => {
	it('are written as a list and read as one text, and saving again replaces the codes (trap 27)', async () => {
		await withLab(async (client) => {
			const { id: substance, name, cas } = client.lab.substance('67-64-1');
			const look = async (entry: number) =>
				present((await client.ask(findOrCreateSubstance, { substanceid: substance, name, cas }))[0]).ghs?.find(
					({ id }) => id === entry,
				);
			const { id } = await client.ask(saveGhs, { entryid: 0, hcodes: ['H225', 'EUH066'], source: 'Label', substance });
			expect(await look(id)).toMatchObject({
				hazardstatements: 'H225|EUH066',
				source: 'Label',
				inventory: client.inventory,
				lastname: 'Administrator',
			});
			await client.ask(saveGhs, { entryid: id, hcodes: ['H319'], source: 'Label', substance });
			expect(await look(id)).toMatchObject({ hazardstatements: 'H319' });
			await client.ask(saveGhs, { entryid: id, hcodes: [], source: 'Label', substance });
			expect(await look(id)).toMatchObject({ hazardstatements: 'None' });
			expect(await client.ask(deleteGhs, { entryid: id })).toEqual([]);
			expect(await look(id)).toBeUndefined();
		});
	});

	it('are several for some substances, and those that all share cannot be changed', async () => {
		await withLab(async (client) => {
			const shared = [...client.lab.lab.hazards.values()].filter(({ inventory }) => inventory === 0);
			const { id, substance } = present(shared[0]);
			expect(new Set(shared.map((entry) => entry.substance)).size).toBeLessThan(shared.length);
			expect(await client.post(deleteGhs.path, { entryid: id })).toEqual(refused(/shared data/));
			expect(await client.post(saveGhs.path, { entryid: id, hcodes: ['H225'], source: 'x', substance })).toEqual(
				refused(/shared data/),
			);
			expect(await client.post(saveGhs.path, { entryid: 0, hcodes: ['225'], source: 'x', substance })).toEqual(
				refused('225 is not a hazard code.'),
			);
			expect(await client.post(deleteGhs.path, { entryid: 1 })).toEqual(refused('There is no hazard entry 1.'));
		});
	});
});

it('answers writes that have nothing to say with an empty array', async () => {
	await withLab(async (client) => {
		const own = present([...client.lab.lab.hazards.values()].find(({ inventory }) => inventory === client.inventory));
		expect(await client.post(deleteGhs.path, { entryid: own.id })).toEqual(success([]));
	});
});
