import { Fault } from '../../../shared/fault';
import { oncePerRun } from '../../../shared/oncePerRun';
import { thing } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { dataObject } from '../../../shared/values/json';
import { isNothing } from '../../../shared/values/text';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { readBack } from '../../../shared/writing/readBack';
import { refuseNamedTwice } from '../../../shared/writing/severalItems';
import { loadContainer } from '../../contract/container';
import { listDeletedContainers, restoreContainer } from '../../contract/inventory';
import { holdersOf } from '../../records/barcode';
import type { BarcodeHolder } from '../../records/barcode';
import { containerRecords, shortContainer, withNews } from '../../records/container/output';
import { deletedContainerPicker, deletedRecords } from '../../records/deletedContainer';
import { output } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { operation } from '../operation';

/** As it is when a run of the node begins. */
const deletedOfRun = oncePerRun(async (api: ChemInventoryApi) => await api.call(listDeletedContainers, {}));

const notDeleted = (id: number) =>
	badInput(
		'Deleted Container',
		'is not deleted',
		`Container ${id} is not among the deleted containers of the active inventory. It may have been restored already.`,
	);

/** A container, and what else has its barcode: somebody may have given it away since. @throws Fault */
async function loadWithNamesakes(api: ChemInventoryApi, id: number) {
	const container = await api.call(loadContainer, { containerid: id });
	const { barcode } = container;
	const holders = isNothing(barcode) ? [] : await holdersOf(api, String(barcode));
	const isItself = (holder: BarcodeHolder) => holder.id === id && /container/i.test(holder.type);
	return { container, barcodeAlsoOn: holders.filter((holder) => !isItself(holder)) };
}

export const restore = operation({
	option: {
		name: 'Restore',
		value: 'restore',
		action: 'Restore a deleted container',
		description:
			"Restore one deleted container, together with locations above it that were removed. Needs a group administrator's token.",
	},
	kind: 'write',
	short: ['id', 'restored', ...shortContainer],
	form: { container: deletedContainerPicker, raw: output('containers') },
	async prepare({ api, ledger, itemIndex }, form) {
		const { id } = form.container;
		const isThere = (await deletedOfRun(api)).some((container) => container.id === id);
		// What an earlier try restored is no longer deleted.
		if (!isThere && !ledger.begun(itemIndex)) throw notDeleted(id);
		return { id, raw: form.raw };
	},
	checkAll: async (call, items, refuse) => refuseNamedTwice(call, items, refuse, ({ id }) => [id], 'Deleted Container'),
	touches: ({ id }) => [thing('container', id)],
	async run(call, { id, raw: isRaw }) {
		const { api, hint } = call;
		const deletedOne = async () => (await api.call(listDeletedContainers, {})).find((container) => container.id === id);
		const isDeleted = async () => (await deletedOne()) !== undefined;
		const { before } = await applyOnce(call, {
			step: restoreContainer.path,
			values: [id],
			look: async () => {
				const deleted = await deletedOne();
				const [record] = deleted ? await deletedRecords(api, [deleted], isRaw) : [];
				if (record) return record;
				throw notDeleted(id);
			},
			send: async () => {
				await api.call(restoreContainer, { id });
				return { id };
			},
			settle: async () =>
				(await isDeleted())
					? { applied: false, seen: `Container ${id} is still among the deleted containers.` }
					: { applied: true, answer: { id } },
			whereToLook: `Look for container ${id} in ChemInventory before you run this step again.`,
		});
		const restored = await readBack(
			async () => ((await isDeleted()) ? undefined : await loadWithNamesakes(api, id)),
			`Look for container ${id} in ChemInventory.`,
			{ containerId: id },
		);
		if (!restored) {
			throw new Fault('incomplete', 'ChemInventory accepted the request, but the container is still deleted', {
				description: `Container ${id} is still among the deleted containers. Look at it in ChemInventory.`,
				tellsOfChange: true,
			});
		}
		hint('Locations that had been removed come back with their containers: check the tree of locations.');
		const { container, barcodeAlsoOn } = restored;
		if (barcodeAlsoOn.length > 0)
			hint(
				`The barcode of the restored container ${id}, ${quote(container.barcode)}, is now used by something else: ${barcodeAlsoOn
					.map(({ type, id: other, name }) => `${type} ${name} (ID ${other})`)
					.join('; ')}. Correct the barcodes.`,
			);
		const [record = {}] = await containerRecords(api, [container], isRaw);
		const news = { restored: true, barcodeAlsoOn: barcodeAlsoOn.map(dataObject) };
		return { ...withNews(record, news), before: before ?? null };
	},
});
