import { oncePerRun } from '../../../shared/oncePerRun';
import { oncePerValue } from '../../../shared/oncePerValue';
import type { OperationCall } from '../../../shared/operation';
import { quote } from '../../../shared/values/badInput';
import { cleanText } from '../../../shared/values/cleaning';
import { didYouMean } from '../../../shared/values/nearest';
import { onlyMatch } from '../../../shared/values/onlyMatch';
import { looseKey } from '../../../shared/values/text';
import type { CddApi } from '../../service/api';
import { readWhole } from '../../service/list/readAll';
import { batchesCalled } from '../batch/picker';
import { namedSamples, samplesInVault, tellOfReading } from './inVault';
import type { NamedSample } from './inVault';
import { inventorySamples } from './resource';

/**
 * What may be the Molecule-Batch ID in a sample's name, `LAB-0000001-001-S1`: it stands before the sample identifier, which
 * may hold dashes itself. The longest first.
 */
export function beginningsOf(name: string, most: number): string[] {
	const beginnings: string[] = [];
	for (let at = name.lastIndexOf('-'); at > 0 && beginnings.length < most; at = name.lastIndexOf('-', at - 1)) {
		beginnings.push(name.slice(0, at));
	}
	return beginnings;
}

/** The samples of the batches that have a Molecule-Batch ID; undefined where none has it. */
const samplesOfBatch = oncePerValue(async (api: CddApi, identifier: string): Promise<NamedSample[] | undefined> => {
	const batches = await batchesCalled(api, identifier);
	if (batches.length === 0) return undefined;
	const samples = await readWhole(api, inventorySamples, { batch_ids: batches.map(({ value }) => Number(value)) });
	return samples.map(({ id, name, depleted }) => ({ id, name: name ?? '', isUsedUp: depleted === true }));
});

/** A name of more parts is looked for among all samples. */
const mostBeginnings = 12;

/** The samples of all batches that the name may begin with; none where the vault names its samples in another way. */
async function candidatesFor(api: CddApi, name: string): Promise<NamedSample[]> {
	const beginnings = [name, ...beginningsOf(name, mostBeginnings + 1)];
	if (beginnings.length > mostBeginnings) return [];
	const found = await Promise.all(beginnings.map(async (beginning) => await samplesOfBatch(api, beginning)));
	const ofBatches = found.flatMap((samples) => samples ?? []);
	return [...new Map(ofBatches.map((sample) => [sample.id, sample])).values()];
}

/** All samples by their names, in any case. */
const namesInVault = oncePerRun(async (api: CddApi) => {
	const groups = new Map<string, NamedSample[]>();
	for (const sample of (await samplesInVault(api)).samples) {
		const key = looseKey(sample.name);
		groups.set(key, [...(groups.get(key) ?? []), sample]);
	}
	return groups;
});

function onlyNamed(name: string, among: readonly NamedSample[]): number {
	const loosely = among.filter((sample) => looseKey(sample.name) === looseKey(name));
	return onlyMatch(
		'Sample',
		loosely.filter((sample) => cleanText(sample.name) === name),
		(all) => [
			'matches several samples',
			`The name ${quote(name)} belongs to ${namedSamples(all)}. Enter the ID of one.`,
		],
		() => [
			'was not found by its name',
			`No sample is called ${quote(name)} exactly; upper and lower case matter.${
				loosely.length > 0
					? ` There is ${namedSamples(loosely)}.`
					: didYouMean(
							name,
							among.map((sample) => sample.name),
						)
			} Check that the user of the API token can see the sample.`,
		],
	).id;
}

/**
 * The sample that is called so, to the letter. CDD Vault cannot search by it, but a sample's name begins with that of its
 * batch, which it can search by; where no sample of such a batch has the name, all samples are read, once per run.
 * @throws Fault `badInput` if none is called so, or several
 */
export async function sampleCalled(call: Pick<OperationCall<CddApi>, 'api' | 'hint'>, name: string): Promise<number> {
	const { api } = call;
	const ofBatches = await candidatesFor(api, name);
	if (ofBatches.some((sample) => cleanText(sample.name) === name)) return onlyNamed(name, ofBatches);
	const names = await namesInVault(api);
	tellOfReading(call, await samplesInVault(api));
	const found = [...ofBatches, ...(names.get(looseKey(name)) ?? [])];
	return onlyNamed(name, [...new Map(found.map((sample) => [sample.id, sample])).values()]);
}
