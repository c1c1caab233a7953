import { applyOnce } from '../../shared/applyOnce';
import type { OperationCall } from '../../shared/operation';
import { fingerprintOf } from '../../shared/writeLedger';
import type { ChemInventoryApi } from '../api';
import { shows } from '../container/changes';
import { loadContainer, saveContainerField } from '../container/schema';

/** Sets one text field of a container, once. @throws Fault */
export async function setContainerField(
	{ functions, api, ledger }: OperationCall<ChemInventoryApi>,
	itemIndex: number,
	containerid: number,
	field: string,
	newvalue: string,
): Promise<void> {
	await applyOnce(ledger, {
		itemIndex,
		fingerprint: fingerprintOf(saveContainerField.path, api.address, containerid, field, newvalue),
		send: async () => {
			await api.call(saveContainerField, { containerid, field, newvalue });
			return { field };
		},
		settle: async () =>
			shows(await api.call(loadContainer, { containerid }), { field, newvalue }) === true
				? { applied: true, answer: { field } }
				: { applied: false, seen: `Container ${containerid} does not show the new value of ${field}.` },
		whereToLook: `Look at container ${containerid} in ChemInventory before you run this step again.`,
		signal: functions.getExecutionCancelSignal(),
	});
}
