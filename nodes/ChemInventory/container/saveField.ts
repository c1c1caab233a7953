import { applyOnce } from '../../shared/applyOnce';
import type { OperationCall } from '../../shared/operation';
import { fingerprintOf } from '../../shared/writeLedger';
import type { ChemInventoryApi } from '../api';
import { shows } from './changes';
import type { FieldChange } from './changes';
import { loadContainer, saveContainerField } from './schema';

export const fingerprintOfSave = (api: ChemInventoryApi, containerid: number, { field, newvalue }: FieldChange) =>
	fingerprintOf(saveContainerField.path, api.address, containerid, field, newvalue);

/** Sets one field of a container, once. @throws Fault */
export async function saveField(
	{ functions, api, ledger }: OperationCall<ChemInventoryApi>,
	itemIndex: number,
	containerid: number,
	change: FieldChange,
): Promise<void> {
	const { field } = change;
	await applyOnce(ledger, {
		itemIndex,
		fingerprint: fingerprintOfSave(api, containerid, change),
		send: async () => {
			await api.call(saveContainerField, { containerid, ...change });
			return { field };
		},
		settle: async () =>
			shows(await api.call(loadContainer, { containerid }), change) === true
				? { applied: true, answer: { field } }
				: { applied: false, seen: `Container ${containerid} does not show the new value of ${field}.` },
		whereToLook: `Look at container ${containerid} in ChemInventory before you run this step again.`,
		signal: functions.getExecutionCancelSignal(),
	});
}
