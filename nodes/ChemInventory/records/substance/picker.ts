import type { Fault } from '../../../shared/fault';
import { locator, mapped } from '../../../shared/form';
import type { Declared, Located } from '../../../shared/form';
import { oncePerValue } from '../../../shared/oncePerValue';
import type { ItemCall } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { casIn, readCas } from '../../../shared/values/casNumber';
import { sameText } from '../../../shared/values/text';
import type { ContainerSummary } from '../../contract/container';
import type { ChemInventoryApi } from '../../service/api';
import { searchActive, searchedList } from '../container/search';
import { idToChange } from '../toChange';

const declaration: Declared<'resourceLocator'> = {
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

export type LocatedSubstance = Located<'cas' | 'id' | 'name'>;

export const substancePicker = mapped(
	locator(declaration, { list: 'id', cas: 'cas', name: 'name', id: 'id' }),
	(located): LocatedSubstance =>
		located.by === 'cas' ? { by: 'cas', text: readCas(located.text, declaration.displayName) } : located,
);

/** The same where the containers of one substance are searched for: a CAS number or a name is a search of its own. */
export const searchedSubstancePicker = locator(
	{
		displayName: 'Substance',
		name: 'substance',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The substance whose containers are found',
		modes: declaration.modes?.filter(({ name }) => name === 'list' || name === 'id'),
	},
	{ list: 'id', id: 'id' },
);

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
	return await searches[by](api, text);
}

/** Looked up once for each run, so that a hundred bottles of acetone are one search. */
const searches = {
	cas: oncePerValue(async (api: ChemInventoryApi, text: string) => await search(api, 'cas', text)),
	name: oncePerValue(async (api: ChemInventoryApi, text: string) => await search(api, 'name', text)),
};

async function search(api: ChemInventoryApi, by: 'cas' | 'name', text: string): Promise<FoundSubstance[]> {
	const containers = await searchActive(api, by, text);
	const exact = by === 'name' ? substancesOf(containers.filter(({ name }) => sameText(name, text))) : [];
	return exact.length === 1 ? exact : substancesOf(containers);
}

/** Substances that containers of the active inventory hold, by a part of the container's name, a synonym or the whole CAS number. */
export const searchSubstances = searchedList(async (api, wanted) => {
	const cas = casIn(wanted);
	const containers =
		cas === undefined ? await searchActive(api, 'name', `%${wanted}%`) : await searchActive(api, 'cas', cas);
	return substancesOf(containers)
		.map(({ id, name, cas }) => ({
			name: `${[name, cas].filter((part) => part !== '').join(' · ')} (ID ${id})`,
			value: id,
		}))
		.sort((a, b) => a.name.localeCompare(b.name));
});

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
 * A substance by ID, CAS number or name, that exists already.
 * @throws Fault `badInput` if none or several fit
 */
export async function findSubstanceId(
	api: ChemInventoryApi,
	located: LocatedSubstance,
	label = 'Substance',
): Promise<number> {
	if (located.by === 'id') return located.id;
	const { text } = located;
	const id = onlySubstance(await findSubstances(api, located.by, text), text, label);
	if (id !== undefined) return id;
	throw substanceNotFound(text, label);
}

/** The ID of a substance that is to be changed. @throws Fault `badInput` if none or several fit */
export async function substanceToChange(call: ItemCall<ChemInventoryApi>, located: LocatedSubstance): Promise<number> {
	return await idToChange(call, 'Substance', located, async () => ({ id: await findSubstanceId(call.api, located) }));
}
