import { CddVault } from '../../../nodes/Cdd/CddVault.node';
import { fileItem, nothingRead, partItem, runBackup, textOf } from '../../support/night';
import type { PartItem } from '../../support/night';
import { present } from '../../support/present';

const node = new CddVault();

async function lastComplete(hoursAgo: number): Promise<PartItem> {
	const startedAt = new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
	const part = partItem('samples', 3, {
		vaultId: 7,
		server: 'app.collaborativedrug.com',
		startedAt,
		finishedAt: startedAt,
	});
	const { items } = await runBackup(node, [part], {
		operation: 'makeManifest',
		filePrefix: 'cdd-7',
		expectedParts: 'samples',
		largestLoss: 10,
		fileNames: 'rotating',
		options: {},
	});
	return fileItem('cdd-7-last-complete.json', textOf(present(items.at(-1), 'The file')));
}

const check = async (items: readonly PartItem[], largestAge = 26) =>
	await runBackup(node, items, { operation: 'checkLastNight', binaryPropertyName: 'data', largestAge });

describe('the check in the morning', () => {
	it('says which night was complete, and how long ago it was', async () => {
		const { json, error } = await check([await lastComplete(3.5)]);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ ageHours: 3.5, records: { samples: 3 }, service: 'CDD Vault' }]);
		expect(json[0]?.summary).toMatch(
			/^The last complete night of CDD Vault \(7\) is that of .*, begun 3\.5 hours ago\.$/,
		);
	});

	it('fails when the last complete night is too long ago, and says what to do', async () => {
		const { error } = await check([await lastComplete(26.5)]);
		expect(error?.message).toMatch(/^There was no complete night for too long/);
		expect(error?.description).toMatch(
			/begun 26\.5 hours ago; at most 26 are allowed\..*executions of the nightly workflow/,
		);
	});

	it('goes by the limit that the lab sets', async () => {
		expect((await check([await lastComplete(26.5)], 50)).error).toBeUndefined();
		expect((await check([await lastComplete(3)], 2)).error).toBeDefined();
	});

	it('fails when there is no file', async () => {
		expect((await check([nothingRead])).error?.message).toMatch(/^There is no file of a last complete night/);
	});

	it.each(['', '{', '[]', '{"manifest":1}'])('fails when the file is damaged: %s', async (content) => {
		const { error } = await check([fileItem('cdd-7-last-complete.json', content)]);
		expect(error?.message).toMatch(/^The file of the last complete night is damaged/);
	});

	it('fails when a clock is wrong', async () => {
		expect((await check([await lastComplete(-2)])).error?.message).toMatch(/is in the future/);
	});

	it('looks at each of several', async () => {
		const { error } = await check([await lastComplete(1), await lastComplete(40)]);
		expect(error?.message).toMatch(/too long \[row 2\]/);
	});
});
