import { badInput, quote } from '../../../shared/values/badInput';
import { sameSpelling, sameText } from '../../../shared/values/text';
import type { ChemInventoryApi } from '../../service/api';
import { nameOfSubstance } from './named';
import type { FoundSubstance } from './named';
import { lookForSubstance } from './picker';
import type { LocatedSubstance } from './picker';

/** Whether a substance that is named is the one that a container holds. @throws Fault `badInput` if several fit */
async function isHeld(api: ChemInventoryApi, located: LocatedSubstance, held: FoundSubstance): Promise<boolean> {
	if (located.by === 'id') return located.id === held.id;
	// A CAS number is that of one substance alone.
	if (located.by === 'cas') return sameSpelling(located.text, held.cas);
	const { own } = await nameOfSubstance(api, held.id, held);
	if (own.some((name) => sameSpelling(name, located.text))) return true;
	// Another spelling may be that of another substance, and another name a synonym.
	const { id } = await lookForSubstance(api, located);
	return id === undefined ? own.some((name) => sameText(name, located.text)) : id === held.id;
}

const inWords = (located: LocatedSubstance) => {
	if (located.by === 'id') return `the substance with the ID ${located.id}`;
	return located.by === 'cas' ? `the CAS number ${quote(located.text)}` : quote(located.text);
};

/**
 * Refuses another substance than the one that a container holds.
 * @param container in words
 * @throws Fault `badInput` naming both
 */
export async function refuseOtherSubstance(
	api: ChemInventoryApi,
	located: LocatedSubstance,
	held: FoundSubstance,
	container: string,
): Promise<void> {
	if (await isHeld(api, located, held)) return;
	const { name } = await nameOfSubstance(api, held.id, held);
	throw badInput(
		'Substance',
		'is not the one in the container',
		`${container} contains ${quote(name)} (CAS ${held.cas}, ID ${held.id}), and the item says ${inWords(located)}. The substance of a container cannot be changed: correct the barcode or the substance.`,
	);
}
