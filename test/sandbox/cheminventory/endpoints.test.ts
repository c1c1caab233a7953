import { endpoints } from '../../../nodes/ChemInventory/contract';
import documentedEndpoints from '../../fixtures/chemInventory/endpoints.json';
import { present } from '../../support/present';
import { dataOf, success, withLab } from './client';
import type { ChemInventoryClient } from './client';

interface DocumentedEndpoint {
	minRole: number | null;
	parameters: Record<string, { required: boolean }>;
}

const documented = Object.entries<DocumentedEndpoint>(documentedEndpoints).map(([path, { minRole, parameters }]) => ({
	path,
	minRole,
	required: Object.keys(parameters).filter((name) => parameters[name]?.required),
}));

/** A valid body for each path. */
function bodies({ lab, inventory }: ChemInventoryClient): Record<string, object> {
	const [first, second] = lab.liveContainers();
	const containerid = present(first).id;
	const substanceid = lab.substance('67-64-1').id;
	const [order] = lab.openOrders();
	const orderid = present(order).id;
	const [file] = lab.lab.files.values();
	const fileid = present(file).id;
	const watchlist = present([...lab.lab.watchlists.values()].find(({ scope }) => scope === 'inventory'));
	const locationid = lab.location('Cupboards > Cupboard 1').id;
	const own = present([...lab.lab.hazards.values()].find((entry) => entry.inventory === inventory));
	const deleted = present([...lab.containers.values()].find((container) => container.deleted));
	const person = { firstname: 'Lab', lastname: 'Newcomer', email: 'newcomer@sandbox-lab.example', accounttype: 4 };
	const { id: userId } = lab.user('user');
	const category = present([...lab.lab.fileCategories.keys()][0]);
	const size = { containersize: '100', units: lab.unitId('g'), supplier: 'TCI' };
	return {
		'/barcodes/assigned': {},
		'/barcodes/duplicates/check': { barcode: 'AA00040' },
		'/barcodes/duplicates/getall': {},
		'/barcodes/generator/createvalues': { prefix: 'AA', count: 2, startingnumber: 1, duplicatecheck: true },
		'/container/add': {
			data: [
				{
					name: 'Acetone',
					locationid,
					substanceid,
					...size,
					barcode: 'NEW1',
					comments: '',
					dateacquired: '2024-02-29',
					'cf-362': 'P1',
				},
			],
		},
		'/container/delete': { containerid: [containerid] },
		'/container/getsubstance': { name: 'Acetone', cas: '67-64-1' },
		'/container/ghs/delete': { entryid: own.id },
		'/container/ghs/save': { entryid: 0, hcodes: ['H225'], source: 'Label', substance: substanceid },
		'/container/information/gethistory': { containerid },
		'/container/information/load': { containerid },
		'/container/information/save': { containerid, field: 'comments', newvalue: 'Opened' },
		'/container/information/togglerecycling': { containerid },
		'/container/move': { containerid: [containerid, present(second).id], destinationid: locationid },
		'/container/recentlyadded': {},
		'/customfields/delete': { id: 362, fieldtype: 'container' },
		'/customfields/get': {},
		'/customfields/save': { id: 0, fieldtype: 'container', name: 'Lot', type: 'text', scope: 'inventory' },
		'/filestore/addsubstancelink': { fileid, substanceid },
		'/filestore/createcategory': { name: 'Protocols', scope: 'inventory' },
		'/filestore/deletecategory': { id: category },
		'/filestore/deletefile': { fileid },
		'/filestore/download': { fileid },
		'/filestore/getlinkedfiles': { substanceid },
		'/filestore/getsubstancelinks': { fileid },
		'/filestore/load': { scope: 'inventory' },
		'/filestore/removesubstancelink': { fileid, substanceid },
		'/filestore/renamecategory': { id: category, name: 'SDS' },
		'/filestore/renamefile': { fileid, filename: 'new.pdf' },
		'/filestore/updatefilecategory': { fileid, newcategoryid: 0 },
		'/general/exportbyid': { containerids: [containerid] },
		'/general/getdetails': {},
		'/general/retrievesubstanceinfo': { substance: lab.substance('Vanillin').id },
		'/general/units': {},
		'/general/updatestructure': { substanceid, newmolfile: 'CC(=O)C' },
		'/inventorymanagement/audithistory/load': { startdate: '2020-01-01', enddate: '2090-01-01' },
		'/inventorymanagement/deletedcontainers/export': {},
		'/inventorymanagement/deletedcontainers/get': {},
		'/inventorymanagement/deletedcontainers/restore': { id: deleted.id },
		'/inventorymanagement/export': {},
		'/inventorymanagement/users/add': { ...person, inventory },
		'/inventorymanagement/users/disable': { id: userId, inventory },
		'/inventorymanagement/users/list': { inventory },
		'/inventorymanagement/users/resetpassword': { id: userId, password: 'not-a-secret' },
		'/inventorymanagement/users/update': { ...person, id: userId },
		'/location/containers/delete': { locationid },
		'/location/containers/get': { locationid },
		'/location/containers/move': { origin: locationid, destination: lab.location('Missing').id },
		'/location/load': {},
		'/mycollection/add': { containerid: [containerid] },
		'/mycollection/addbybarcode': { barcode: ['AA00001', 'nothing'] },
		'/mycollection/deleteall': {},
		'/mycollection/load': {},
		'/mycollection/moveall': { destinationid: locationid },
		'/mycollection/remove': { containerid: present([...lab.user('admin').collection][0]) },
		'/mycollection/removeall': {},
		'/navbar/switchinventory': { newinventory: 2101 },
		'/order/addcontainer': { orderid, name: 'Acetone', locationid },
		'/order/delete': { orderid },
		'/order/edit': { orderid, ...size },
		'/order/load': {},
		'/order/request': { substanceid, name: 'Acetone', ...size },
		'/order/toggleordered': { orderid },
		'/search/execute': { inventory, type: 'cas', contents: '67-64-1' },
		'/search/loadadvancedsearch': {},
		'/watchlist/checksubstance': { substanceid: lab.substance('Diethyl ether').id },
		'/watchlist/delete': { id: watchlist.id },
		'/watchlist/generatereport': { id: watchlist.id, scope: 'inventory' },
		'/watchlist/load': {},
		'/watchlist/save': { id: 0, scope: 'inventory', name: 'Acids', terms: ['64-19-7'] },
	};
}

const paths = [...endpoints.keys()];

it('plays all 70 calls of the contract', () => {
	expect(paths).toHaveLength(70);
});

describe.each(paths)('%s', (path) => {
	it('answers a valid request with data that fits the contract', async () => {
		await withLab(async (client) => {
			const answer = await client.post(path, present(bodies(client)[path]));
			expect(answer).toEqual(success());
			expect(present(endpoints.get(path)).data.safeParse(dataOf(answer))).toMatchObject({ success: true });
			expect(client.sandbox.requests.at(-1)?.tolerated).toEqual([]);
		});
	});
});

describe('the documented endpoints', () => {
	it('are those of the contract', () => {
		expect(documented.map(({ path }) => path).sort()).toEqual([...paths].sort());
	});

	it.each(documented)(
		'$path refuses a request without any of its required keys, and changes nothing',
		async ({ path, required }) => {
			await withLab(async (client) => {
				const complete = present(bodies(client)[path]);
				const before = client.lab.audit.length;
				for (const name of required) {
					const incomplete = Object.fromEntries(Object.entries(complete).filter(([key]) => key !== name));
					expect(await client.post(path, incomplete)).toEqual(
						expect.objectContaining({ body: { status: 'error', data: expect.stringContaining(name) } }),
					);
				}
				expect(client.lab.audit).toHaveLength(before);
			});
		},
	);

	it.each(documented.filter(({ minRole }) => minRole !== null))(
		'$path is refused below role $minRole',
		async ({ path, minRole }) => {
			await withLab(async (client) => {
				const complete = present(bodies(client)[path]);
				const before = client.lab.audit.length;
				const tooLow = (
					[
						[2, 'orders'],
						[3, 'user'],
						[4, 'reader'],
					] as const
				).filter(([role]) => role >= (minRole ?? 6));
				for (const [, name] of tooLow) {
					expect(await client.as(name).post(path, complete)).toEqual(
						expect.objectContaining({
							body: { status: 'error', data: expect.stringMatching(/Your account may not do this/) },
						}),
					);
				}
				expect(client.lab.audit).toHaveLength(before);
			});
		},
	);
});
