import { idsOf, withSandbox } from './client';
import type { Client } from './client';

it.each([
	['inclusive', [1, 1]],
	['exclusive, in whole seconds', [0, 0]],
] as const)('bounds of dates may be %s (A9)', async (dateBounds, found) => {
	await withSandbox({ switches: { dateBounds } }, async (client: Client, { cdd }) => {
		const at = '2026-03-01T10:00:05.000Z';
		cdd.addSample({ created_at: at, modified_at: at });
		const after = await client.get('/inventory_samples', { created_after: at });
		const before = await client.get('/inventory_samples', {
			created_after: '2026-03-01T00:00:00Z',
			created_before: at,
		});
		expect([idsOf(after).length, idsOf(before).length]).toEqual(found);
	});
});
