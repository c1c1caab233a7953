import { asError, Fault } from '../../../shared/fault';
import { flag } from '../../../shared/form';
import { refuseWriteIfReadOnly, timeLimits } from '../../../shared/http/send';
import { oncePerValue } from '../../../shared/oncePerValue';
import type { ItemCall } from '../../../shared/operation';
import { derived } from '../../../shared/values/received';
import { applyOnce } from '../../../shared/writing/applyOnce';
import type { Sighting } from '../../../shared/writing/applyOnce';
import { retrieveSubstanceInfo } from '../../contract/substance';
import type { ChemInventoryApi } from '../../service/api';
import { oneContainerOf } from './containersOf';

export const missingStructures = flag({
	displayName: 'Look Up Missing Structures',
	name: 'lookUpMissingStructures',
	type: 'boolean',
	default: false,
	description:
		'Whether to let ChemInventory look up structure and synonyms of substances that lack them. It changes the substance, takes time, and is done once for each substance.',
});

/** What records of containers, orders and lists say about their substance. */
export interface RecordOfSubstance {
	substance?: number | null;
	cas?: string | null;
	needsretrieval?: boolean;
}

const noCas = new Set(['', 'n/a', 'none']);

/** `needsretrieval` means something for substances with a CAS number only. */
function lacksStructure({ cas, needsretrieval }: RecordOfSubstance): boolean {
	return needsretrieval === true && !noCas.has((cas ?? '').trim().toLowerCase());
}

type LookedUp = { smiles: string } | { refusal: Fault };

async function isStillMissing(api: ChemInventoryApi, substance: number): Promise<Sighting> {
	const container = await oneContainerOf(api, substance);
	return container && !container.needsretrieval
		? { applied: true, answer: { smiles: String(container.isomericsmiles ?? '') } }
		: { applied: false, seen: `Substance ${substance} still has no structure.` };
}

async function lookUp(api: ChemInventoryApi, substance: number, call: ItemCall<ChemInventoryApi>): Promise<LookedUp> {
	try {
		const { answer } = await applyOnce(call, {
			step: `${retrieveSubstanceInfo.path} ${substance}`,
			values: [substance],
			send: async () => ({ smiles: await api.call(retrieveSubstanceInfo, { substance }, timeLimits.list) }),
			settle: async () => await isStillMissing(api, substance),
			whereToLook: `Look at substance ${substance} in ChemInventory.`,
		});
		return { smiles: String(answer.smiles ?? '') };
	} catch (thrown) {
		if (thrown instanceof Fault && thrown.kind !== 'canceled') return { refusal: thrown };
		throw asError(thrown);
	}
}

const lookUpOnce = oncePerValue(lookUp);

/**
 * Lets the service look up the structures that records lack, once for each substance in a run. What is found goes into
 * the records; a refusal (an unknown CAS number) becomes a hint, because the records themselves are complete.
 * @throws Fault `readOnly`, `canceled`
 */
export async function lookUpMissingStructures<R extends RecordOfSubstance>(
	call: ItemCall<ChemInventoryApi>,
	records: readonly R[],
): Promise<R[]> {
	const { api, hint } = call;
	const followed: R[] = [];
	for (const record of records) {
		const { substance } = record;
		if (typeof substance !== 'number' || !lacksStructure(record)) {
			followed.push(record);
			continue;
		}
		refuseWriteIfReadOnly(api.service);
		const found = await lookUpOnce(api, substance, call);
		if ('refusal' in found) {
			hint(
				`The structure of substance ${substance} (CAS ${record.cas ?? ''}) was not looked up. ${found.refusal.description ?? found.refusal.message}`,
			);
			followed.push(record);
		} else {
			followed.push(
				derived(record, { ...record, isomericsmiles: found.smiles, needsretrieval: false }, (sent) => ({
					...sent,
					isomericsmiles: found.smiles,
					needsretrieval: 0,
				})),
			);
		}
	}
	return followed;
}
