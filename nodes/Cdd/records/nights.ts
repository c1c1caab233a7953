import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { NightlyService } from '../../shared/backup/night/source';
import { Fault } from '../../shared/fault';

const exported = z.object({ vaultId: z.union([z.number(), z.string()]), server: z.string().optional() });

const advice = "Connect the steps 'Export' of CDD Inventory Sample and CDD Batch, of one vault.";

/** Exports say which vault they are of; what was made of items beside them does not. @throws Fault `badInput` */
function sourceOf(items: readonly IDataObject[]) {
	const vaults = items.flatMap((item) => {
		const read = exported.safeParse(item);
		return read.success ? [{ id: String(read.data.vaultId), server: read.data.server }] : [];
	});
	const [vault] = vaults;
	if (!vault)
		throw new Fault('badInput', 'No item says which vault it is of', { description: `There is no vaultId. ${advice}` });
	const other = vaults.find(({ id, server }) => id !== vault.id || server !== vault.server);
	if (!other) return vault;
	const named = ({ id, server = 'an unknown server' }: typeof vault) => `vault ${id} on ${server}`;
	throw new Fault('badInput', 'The items are of two vaults', {
		description: `One is of ${named(vault)}, another of ${named(other)}. ${advice}`,
	});
}

/** The nights of CDD Vault. */
export const vaultNights: NightlyService<Record<never, never>> = {
	name: 'CDD Vault',
	what: 'vault',
	form: {},
	sourceOf,
};
