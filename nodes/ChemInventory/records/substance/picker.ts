import type { Fault } from '../../../shared/fault';
import { locator, mapped, optionalLocator } from '../../../shared/form';
import type { Declared, Located } from '../../../shared/form';
import { oncePerValue } from '../../../shared/oncePerValue';
import type { ItemCall } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { casIn, readCas } from '../../../shared/values/casNumber';
import type { ChemInventoryApi } from '../../service/api';
import { searchActive, searchedList } from '../container/search';
import { idToChange } from '../toChange';
import { containersName, listOf, substancesNamed, substancesOf } from './named';
import type { FoundSubstance } from './named';

const declaration: Declared<'resourceLocator'> = {
	displayName: 'Substance',
	name: 'substance',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The substance. Except by ID, it is looked up in the containers of the inventory.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			hint: 'Type part of the name, or the whole CAS number',
			typeOptions: { searchListMethod: 'searchSubstances', searchable: true, searchFilterRequired: true },
		},
		{ displayName: 'By CAS', name: 'cas', type: 'string', placeholder: 'e.g. 67-64-1' },
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Acetone' },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 459193' },
	],
};

export type LocatedSubstance = Located<'cas' | 'id' | 'name'>;

const modes = { list: 'id', cas: 'cas', name: 'name', id: 'id' } as const;

/** @throws Fault `badInput` */
function searchable(located: LocatedSubstance): LocatedSubstance {
	if (located.by === 'cas') return { by: 'cas', text: readCas(located.text, declaration.displayName) };
	if (located.by === 'id' || !located.text.includes('%')) return located;
	throw badInput(
		declaration.displayName,
		'contains a % sign',
		`In a search % stands for any text, so ${quote(located.text)} could match anything. Enter the CAS number or the ID.`,
	);
}

export const substancePicker = mapped(locator({ ...declaration, required: true }, modes), searchable);

/** The same, or nothing where the field is empty. */
export const optionalSubstancePicker = mapped(
	optionalLocator(declaration, modes),
	(located): LocatedSubstance | undefined => (located === undefined ? undefined : searchable(located)),
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

/** Those of the active inventory's containers with this CAS number, looked up once for each run. Looking creates none. */
const substancesWithCas = oncePerValue(async (api: ChemInventoryApi, cas: string) =>
	substancesOf(await searchActive(api, 'cas', cas)),
);

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

function onlyOne(found: readonly FoundSubstance[], text: string, label: string): number | undefined {
	if (found.length <= 1) return found[0]?.id;
	throw badInput(label, 'matches several substances', `${quote(text)} matches ${listOf(found)}. Enter the ID of one.`);
}

/** What a look for a substance came to. */
interface Look {
	id?: number;
	/** What is near, to be named where nothing fits. */
	near: readonly FoundSubstance[];
}

/**
 * A substance by CAS number or name, among those that containers of the active inventory hold.
 * @throws Fault `badInput` if several fit, or if only a container is called so
 */
export async function lookForSubstance(
	api: ChemInventoryApi,
	{ by, text }: Located<'cas' | 'name'>,
	label = declaration.displayName,
): Promise<Look> {
	if (by === 'cas') return { id: onlyOne(await substancesWithCas(api, text), text, label), near: [] };
	const { called, others, inContainerOfThatName } = await substancesNamed(api, text);
	const id = onlyOne(called, text, label);
	if (id === undefined && inContainerOfThatName.length > 0) throw containersName(text, label, inContainerOfThatName);
	return { id, near: others };
}

/** @param fix what to do */
export function substanceNotFound(text: string, label: string, near: Look['near'], fix: string): Fault {
	const found = near.length > 0 ? ` The search found ${listOf(near)}, which may be something else.` : '';
	return badInput(
		label,
		'was not found in this inventory',
		`No container contains ${quote(text)}.${found} Check it, ${fix}.`,
	);
}

/**
 * A substance by ID, CAS number or name, that exists already.
 * @throws Fault `badInput` if none or several fit
 */
export async function findSubstanceId(
	api: ChemInventoryApi,
	located: LocatedSubstance,
	label = declaration.displayName,
): Promise<number> {
	if (located.by === 'id') return located.id;
	const { id, near } = await lookForSubstance(api, located, label);
	if (id !== undefined) return id;
	throw substanceNotFound(
		located.text,
		label,
		near,
		"enter the ID, or use the operation 'Find or Create' of the resource Substance in the node ChemInventory",
	);
}

/** The ID of a substance that is to be changed. @throws Fault `badInput` if none or several fit */
export async function substanceToChange(call: ItemCall<ChemInventoryApi>, located: LocatedSubstance): Promise<number> {
	return await idToChange(call, 'Substance', located, async () => ({ id: await findSubstanceId(call.api, located) }));
}
