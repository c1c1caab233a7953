import { oncePerValue } from '../../../shared/oncePerValue';
import { badInput } from '../../../shared/values/badInput';
import { shownHazardCodes } from '../../../shared/values/hazardStatements';
import { loadContainer } from '../../contract/container';
import type { ContainerSummary } from '../../contract/container';
import type { DataOf } from '../../contract/endpoint';
import { executeSearch } from '../../contract/search';
import { fetchDetails } from '../../service/api';
import type { ChemInventoryApi } from '../../service/api';

export type GhsEntry = NonNullable<DataOf<typeof loadContainer>['ghs']>[number];

/** One container of the active inventory that holds the substance: the only way to look at a substance without risk. */
export async function oneContainerOf(
	api: ChemInventoryApi,
	substanceId: number,
): Promise<ContainerSummary | undefined> {
	const { user } = await fetchDetails(api);
	const { containers } = await api.call(executeSearch, {
		inventory: user.inventory,
		type: 'substanceid',
		contents: String(substanceId),
	});
	return containers.find(({ substance }) => substance === undefined || substance === null || substance === substanceId);
}

/** Hazard entries of a substance; undefined where no container shows them. @throws Fault */
export async function ghsEntriesOf(api: ChemInventoryApi, substanceId: number): Promise<GhsEntry[] | undefined> {
	const container = await oneContainerOf(api, substanceId);
	if (!container) return undefined;
	return (await api.call(loadContainer, { containerid: container.id })).ghs ?? [];
}

/** The same as it was when the run of the node began. */
export const ghsEntriesAtFirst = oncePerValue(ghsEntriesOf);

/**
 * One hazard entry of a substance.
 * @param entries all of the substance; undefined where no container shows them, and nobody can say
 * @throws Fault `badInput` if it is not among them
 */
export function ghsEntryIn(
	entries: readonly GhsEntry[] | undefined,
	substanceId: number,
	entryId: number,
): GhsEntry | undefined {
	if (!entries) return undefined;
	const entry = entries.find(({ id }) => id === entryId);
	if (entry) return entry;
	throw badInput(
		'Entry ID',
		'is not an entry of this substance',
		`Substance ${substanceId} has ${entries.length === 0 ? 'no hazard entries' : `the entries ${entries.map(({ id }) => id).join(', ')}`}; ${entryId} is not among them.`,
	);
}

/** One text with bars between the codes; real data also says "None". */
export function codesOf({ hazardstatements }: Pick<GhsEntry, 'hazardstatements'>): string[] {
	return shownHazardCodes(hazardstatements ?? '');
}
