import { oncePerValue } from '../../../shared/oncePerValue';
import { sideBySide } from '../../../shared/queue';
import { badInput, quote } from '../../../shared/values/badInput';
import { spelledBest } from '../../../shared/values/spelling';
import { sameText } from '../../../shared/values/text';
import type { ContainerSummary } from '../../contract/container';
import { loadKnownSubstance } from '../../contract/knownSubstance';
import { fetchDetails } from '../../service/api';
import type { ChemInventoryApi } from '../../service/api';
import { searchActive } from '../container/search';
import { noCas } from './cas';

export interface FoundSubstance {
	id: number;
	/** Its own name where that is known, else the shortest name of a container. */
	name: string;
	cas: string;
}

/** What a search for a name came upon. */
export interface Named {
	/** Those that are called so. */
	called: FoundSubstance[];
	/** Those that are not, or of which nobody can tell. */
	others: FoundSubstance[];
	/** Those among `others` that stand in a container of that name. */
	inContainerOfThatName: FoundSubstance[];
}

/** The substances of containers, each once. */
export function substancesOf(containers: readonly ContainerSummary[]): FoundSubstance[] {
	const byId = new Map<number, FoundSubstance>();
	for (const { substance, name, cas } of containers) {
		if (typeof substance !== 'number') continue;
		// Containers may be called after their grade as well: the shortest name says least besides.
		const known = byId.get(substance);
		if (!known || (name ?? '').length < known.name.length)
			byId.set(substance, { id: substance, name: name ?? '', cas: cas ?? '' });
	}
	return [...byId.values()];
}

const mostLookedAt = 25;

async function withOwnName(api: ChemInventoryApi, found: FoundSubstance): Promise<FoundSubstance & { own: string[] }> {
	const { id, name, cas } = found;
	const known = await api.call(loadKnownSubstance, { substanceid: id, name, cas: cas === '' ? noCas : cas });
	const own = known.find((substance) => substance.id === id)?.name ?? undefined;
	return { ...found, name: own ?? name, own: own === undefined ? [] : [own] };
}

/** The substance with its own name, where the service tells it; asked for once for each run. */
export const nameOfSubstance = oncePerValue(
	async (api: ChemInventoryApi, _id: number, found: FoundSubstance) => await withOwnName(api, found),
);

/** Whether a search for a name finds whole names only: a preference of the user, kept in two places. */
async function findsWholeNames(api: ChemInventoryApi): Promise<boolean> {
	const { preferences } = (await fetchDetails(api)).user;
	return [preferences?.namesearch, preferences?.ns].every((preference) => preference === 'exact');
}

/**
 * Substances by their own name, or else by a synonym. A container may be called like another substance than it holds, and
 * some users' searches find parts of names: so the name of a container proves nothing, and what is near is not taken. No call
 * tells the synonyms, but where a search finds whole names, and a container that is called otherwise, its substance has one.
 * @throws Fault
 */
async function search(api: ChemInventoryApi, text: string): Promise<Named> {
	const containers = await searchActive(api, 'name', text);
	const hasThatName = ({ name }: ContainerSummary) => sameText(name, text);
	const found = substancesOf([...containers.filter(hasThatName), ...containers.filter((one) => !hasThatName(one))]);
	const named = await sideBySide(
		found.slice(0, mostLookedAt),
		api.service.pace.worksAtOnce,
		async (substance) => await withOwnName(api, substance),
	);
	const byOwnName = spelledBest(text, named, ({ own }) => own);
	const isProof = !/[%_]/.test(text) && (await findsWholeNames(api));
	const bySynonym = named.filter(({ id }) => containers.some((one) => one.substance === id && !hasThatName(one)));
	const called = byOwnName.length > 0 ? byOwnName : isProof ? bySynonym : [];
	const others = named.filter((substance) => !called.includes(substance));
	return {
		called,
		others,
		inContainerOfThatName: others.filter(({ id }) =>
			containers.some((one) => one.substance === id && hasThatName(one)),
		),
	};
}

/** Looked up once for each run, so that a hundred bottles of acetone are one search. */
export const substancesNamed = oncePerValue(search);

const mostListed = 5;

/** Substances in words, to choose from. */
export const listOf = (substances: readonly FoundSubstance[]): string =>
	substances
		.slice(0, mostListed)
		.map(({ id, name, cas }) => `${name} (CAS ${cas}, ID ${id})`)
		.join('; ');

/** A container alone is called so: it may hold something else. */
export const containersName = (text: string, label: string, held: readonly FoundSubstance[]) =>
	badInput(
		label,
		'is the name of a container, and may differ from that of its substance',
		`Containers called ${quote(text)} contain ${listOf(held)}. Enter the CAS number or the ID of the substance.`,
	);
