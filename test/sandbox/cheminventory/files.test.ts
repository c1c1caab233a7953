import {
	createFileCategory,
	deleteFile,
	deleteFileCategory,
	getDownloadAddress,
	linkFile,
	listFiles,
	listFilesOfSubstance,
	listSubstancesOfFile,
	renameFile,
	setFileCategory,
	unlinkFile,
} from '../../../nodes/ChemInventory/contract/file';
import { startSandbox } from '../../../sandbox';
import { present } from '../../support/present';
import { fetchFrom } from '../client';
import { ChemInventoryClient, ids, refused, success, withLab } from './client';

const fileOf = (client: ChemInventoryClient, ending: string) =>
	present([...client.lab.lab.files.values()].find(({ name, inventory }) => name.endsWith(ending) && inventory !== 0));

describe('a download', () => {
	it('lies on another host under a time-limited address, and needs no token (trap 34)', async () => {
		let time = Date.parse('2025-06-15T10:00:00Z');
		await withLab(
			async (client) => {
				const { id } = fileOf(client, '.pdf');
				const address = await client.ask(getDownloadAddress, { fileid: id });
				expect(address.startsWith(client.sandbox.storageOrigin)).toBe(true);
				const file = await fetchFrom(address);
				expect(file).toMatchObject({
					status: 200,
					headers: { 'content-type': 'application/pdf' },
					text: expect.stringMatching(/^%PDF-1\.4\n/),
				});
				expect(Buffer.byteLength(file.text)).toBe(present(client.lab.lab.files.get(id)).bytes.length);
				time += 30 * 60 * 1000;
				expect((await fetchFrom(address)).status).toBe(200);
				time += 1;
				expect((await fetchFrom(address)).status).toBe(403);
			},
			{ now: () => new Date(time) },
		);
	});

	it('has expired from the start, by switch', async () => {
		await withLab(
			async (client) => {
				const address = await client.ask(getDownloadAddress, { fileid: fileOf(client, '.pdf').id });
				expect((await fetchFrom(address)).status).toBe(403);
			},
			{ chemInventory: { downloadAddress: 'expired' } },
		);
	});

	it.each([
		['header', 'GET', 400],
		['body', 'GET', 400],
		['body', 'POST', 404],
	] as const)(
		'is refused, and reported, when the token comes with it in the %s of a %s',
		async (where, method, status) => {
			const sandbox = await startSandbox();
			const client = new ChemInventoryClient(sandbox);
			const address = await client.ask(getDownloadAddress, { fileid: fileOf(client, '.pdf').id });
			const token = sandbox.chemInventory.token;
			const answer = await fetchFrom(address, {
				method,
				...(where === 'header'
					? { headers: { authorization: token } }
					: { body: JSON.stringify({ authtoken: token }) }),
			});
			expect(answer.status).toBe(status);
			expect(sandbox.leaks).toHaveLength(1);
			await expect(sandbox.close()).rejects.toThrow(/sent to another host/);
		},
	);

	it('is gone with the file, which no call brings back (trap 35)', async () => {
		await withLab(async (client) => {
			const { id } = fileOf(client, '.csv');
			const address = await client.ask(getDownloadAddress, { fileid: id });
			await client.ask(deleteFile, { fileid: id });
			expect((await fetchFrom(address)).status).toBe(403);
			expect(await client.post(getDownloadAddress.path, { fileid: id })).toEqual(refused(`There is no file ${id}.`));
		});
	});
});

describe('files', () => {
	it('number twenty, in four categories, with real content', async () => {
		await withLab(async (client) => {
			const { categories, files } = await client.ask(listFiles, { scope: 'inventory' });
			expect([categories.length, files.length]).toEqual([4, 20]);
			expect(files.every(({ size }) => (size ?? 0) > 20)).toBe(true);
			expect(files[0]).not.toHaveProperty('mimetype');
			expect(files[0]).toMatchObject({ substancelinkcount: 2, firstname: 'Lab' });
			const ofSite = await client.ask(listFiles, { scope: 'site' });
			expect(ofSite.categories.map(({ name }) => name)).toEqual(['Site Procedures']);
		});
	});

	it('are linked to a substance once, however often that is asked', async () => {
		await withLab(async (client) => {
			const body = { fileid: fileOf(client, '.csv').id, substanceid: client.lab.substance('Sucrose').id };
			expect(await client.post(linkFile.path, body)).toEqual(success([]));
			expect(await client.post(linkFile.path, body)).toEqual(success([]));
			expect(
				ids(await client.ask(listSubstancesOfFile, { fileid: body.fileid })).filter((id) => id === body.substanceid),
			).toHaveLength(1);
			expect(await client.ask(listFilesOfSubstance, { substanceid: body.substanceid })).toMatchObject([
				{ id: body.fileid, mimetype: 'text/csv' },
			]);
			await client.ask(unlinkFile, body);
			expect(await client.post(unlinkFile.path, body)).toEqual(refused(/There is no link/));
		});
	});

	it('outlive their category, and are renamed and sorted', async () => {
		await withLab(async (client) => {
			const fileid = fileOf(client, '.csv').id;
			const id = await client.ask(createFileCategory, { name: 'Protocols', scope: 'inventory' });
			await client.ask(setFileCategory, { fileid, newcategoryid: id });
			await client.ask(renameFile, { fileid, filename: 'Protocol 1.csv' });
			await client.ask(deleteFileCategory, { id });
			expect((await client.ask(listFiles, { scope: 'inventory' })).files).toContainEqual(
				expect.objectContaining({ id: fileid, name: 'Protocol 1.csv', categoryid: 0 }),
			);
			expect(await client.post(setFileCategory.path, { fileid, newcategoryid: id })).toEqual(
				refused(`There is no file category ${id}.`),
			);
		});
	});

	it("of the site are its administrator's", async () => {
		await withLab(async (client) => {
			const ofSite = present([...client.lab.lab.files.values()].find(({ inventory }) => inventory === 0));
			const body = { fileid: ofSite.id, filename: 'x.pdf' };
			expect(await client.as('user').post(renameFile.path, body)).toEqual(
				refused('You are not an administrator of the site.'),
			);
			expect(await client.post(renameFile.path, body)).toEqual(success([]));
			expect(await client.post(createFileCategory.path, { name: 'x', scope: 'enterprise' })).toEqual(
				refused('You are not an administrator of the enterprise.'),
			);
		});
	});
});
