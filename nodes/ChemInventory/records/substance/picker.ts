import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';

import { pageOf } from '../../../shared/dropdown';
import type { Fault } from '../../../shared/fault';
import { oncePerRun } from '../../../shared/oncePerRun';
import { badInput, quote } from '../../../shared/values/badInput';
import { readId } from '../../../shared/values/ids';
import { connectChemInventory } from '../../service/api';
import type { ChemInventoryApi } from '../../service/api';
import type { ContainerSummary } from '../../contract/container';
import { searchActive, searchTextOf } from '../container/search';

export const substanceField: INodeProperties = {
	displayName: 'Substance',
	name: 'substance',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description:
		'The substance. In the list, by CAS number and by name it is looked up among the containers of the inventory.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			hint: 'Type a part of the name, or the whole CAS number',
			typeOptions: { searchListMethod: 'searchSubstances', searchable: true, searchFilterRequired: true },
		},
		{ displayName: 'By CAS', name: 'cas', type: 'string', placeholder: 'e.g. 67-64-1' },
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Acetone' },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 459193' },
	],
};

/** Two to seven digits, two digits, one check digit. */
const casShape = /^\d{2,7}-\d{2}-\d$/;

/** Whether a text is a CAS number with the right check digit. */
export function isCas(text: string): boolean {
	if (!casShape.test(text)) return false;
	const digits = [...text.replace(/-/g, '')].map(Number);
	const check = digits.pop();
	const sum = digits.reverse().reduce((total, digit, at) => total + digit * (at + 1), 0);
	return sum % 10 === check;
}

/** @throws Fault `badInput` */
export function readCas(value: unknown, label: string): string {
	const text = String(value ?? '').trim();
	if (isCas(text)) return text;
	throw badInput(
		label,
		'is not a CAS number',
		`It is ${quote(text)}. A CAS number looks like 67-64-1, and its last digit is a check digit.`,
	);
}

export interface FoundSubstance {
	id: number;
	name: string;
	cas: string;
}

function substancesOf(containers: readonly ContainerSummary[]): FoundSubstance[] {
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

const sameText = (a: string | null | undefined, b: string) => (a ?? '').trim().toLowerCase() === b.trim().toLowerCase();

/**
 * Substances of the active inventory's containers that a search finds. Looking never creates one. A search for a name
 * may find parts of names too: where containers of one substance have exactly that name, it is that substance.
 * @throws Fault
 */
export async function findSubstances(
	api: ChemInventoryApi,
	by: 'cas' | 'name',
	text: string,
): Promise<FoundSubstance[]> {
	const known = await searches(api);
	const key = `${by}:${text}`;
	const searching = known.get(key) ?? search(api, by, text);
	known.set(key, searching);
	searching.catch(() => known.delete(key));
	return await searching;
}

/** Those of one run, so that a hundred bottles of acetone are looked up once. */
const searches = oncePerRun<ChemInventoryApi, Map<string, Promise<FoundSubstance[]>>>(async () => new Map());

async function search(api: ChemInventoryApi, by: 'cas' | 'name', text: string): Promise<FoundSubstance[]> {
	const containers = await searchActive(api, by, text);
	const exact = by === 'name' ? substancesOf(containers.filter(({ name }) => sameText(name, text))) : [];
	return exact.length === 1 ? exact : substancesOf(containers);
}

/** Substances that containers of the active inventory hold, by a part of the container's name, a synonym or the whole CAS number. */
export async function searchSubstances(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const wanted = searchTextOf(filter);
	if (wanted === undefined) return { results: [] };
	const api = await connectChemInventory(this);
	const containers = isCas(wanted)
		? await searchActive(api, 'cas', wanted)
		: await searchActive(api, 'name', `%${wanted}%`);
	const entries = substancesOf(containers)
		.map(({ id, name, cas }) => ({
			name: `${[name, cas].filter((part) => part !== '').join(' · ')} (ID ${id})`,
			value: id,
		}))
		.sort((a, b) => a.name.localeCompare(b.name));
	return pageOf(entries, undefined, paginationToken);
}

/** @returns undefined if none was found @throws Fault `badInput` if several were */
export function onlySubstance(found: readonly FoundSubstance[], text: string, label: string): number | undefined {
	if (found.length <= 1) return found[0]?.id;
	throw badInput(
		label,
		'fits several substances',
		`${quote(text)} fits ${found
			.slice(0, 5)
			.map(({ id, name, cas }) => `${name} (CAS ${cas}, ID ${id})`)
			.join('; ')}. Give the ID of one.`,
	);
}

export function substanceNotFound(text: string, label: string): Fault {
	return badInput(
		label,
		'was not found in this inventory',
		`No container holds ${quote(text)}. Check it, or use the operation 'Find or Create' of the resource Substance in the node ChemInventory.`,
	);
}

/**
 * A substance by id, CAS or name, that exists already.
 * @throws Fault `badInput` if none or several fit
 */
export async function resolveSubstanceId(
	api: ChemInventoryApi,
	mode: unknown,
	value: unknown,
	label = 'Substance',
): Promise<number> {
	if (mode !== 'cas' && mode !== 'name') return readId(value, label);
	const text = mode === 'cas' ? readCas(value, label) : String(value ?? '').trim();
	if (text === '') throw badInput(label, 'is empty', 'Give a CAS number, a name or an ID.');
	const id = onlySubstance(await findSubstances(api, mode, text), text, label);
	if (id !== undefined) return id;
	throw substanceNotFound(text, label);
}
