import { catalogueEntry } from '../catalogue';
import type { ChemInventoryLab } from '../lab';
import type { SubstanceRecord } from '../state';
import { timestamp, addDays } from '../times';
import { fieldIds } from './fields';
import { userIds } from './people';
import { inventoryIds } from './places';
import { labSubstances } from './substances';
import type { ListedSubstance } from './substances';

/** Substances whose structure has not been fetched yet: `needsretrieval` is 1. */
const unretrieved = new Set(['Vanillin', 'Menthol', 'Anisole']);

const peroxideFormers = new Set(['Diethyl ether', 'Tetrahydrofuran', '1,4-Dioxane']);

function substanceOf(lab: ChemInventoryLab, listed: ListedSubstance): SubstanceRecord {
	const isKnown = !unretrieved.has(listed.name);
	const known = catalogueEntry(listed.cas);
	return {
		id: lab.ids.substance.next(),
		name: listed.name,
		cas: listed.cas,
		synonyms: isKnown ? [...listed.synonyms] : [],
		smiles: isKnown ? listed.smiles : '',
		formula: isKnown ? listed.formula : '',
		molecularWeight: isKnown ? (known?.molecularWeight ?? '') : '',
		exactMass: isKnown ? (known?.exactMass ?? '') : '',
		iupacName: isKnown ? listed.name.toLowerCase() : '',
		isCustom: false,
		needsRetrieval: !isKnown,
		fields: new Map(),
	};
}

/** Made in the house, or known by name alone. Two of them share a name, and one has a CAS number that is none. */
const houseSubstances: Array<[name: string, cas: string]> = [
	['Compound LX-1', 'N/A'],
	['Compound LX-1', 'N/A'],
	['Running buffer 10x', 'N/A'],
	['Unlabelled white powder', 'N/A'],
	['Old stock solution', '123-45-6'],
];

function addHazards(lab: ChemInventoryLab, substance: SubstanceRecord, codes: readonly string[], index: number): void {
	const dateSet = timestamp(addDays(lab.settings.now(), -900 - index));
	const add = (inventory: number, source: string, userId: number, own: readonly string[]) => {
		const id = lab.ids.hazard.next();
		lab.hazards.set(id, { id, substance: substance.id, inventory, source, dateSet, userId, codes: [...own] });
	};
	if (codes.length > 0) add(0, 'Sigma-Aldrich', 0, codes);
	if (codes.length > 2 && index % 7 === 0) add(0, 'ECHA', 0, codes.slice(0, -1));
	if (index % 11 === 0) add(inventoryIds.main, 'In-house assessment', userIds.admin, codes.slice(0, 2));
}

function addSubstanceFields(substance: SubstanceRecord, codes: readonly string[], index: number): void {
	const groups = [
		...(codes.some((code) => /^H3(40|50|60)/.test(code)) ? ['CMR'] : []),
		...(peroxideFormers.has(substance.name) ? ['Peroxide former'] : []),
		...(codes.some((code) => code === 'H317' || code === 'H334') ? ['Sensitiser'] : []),
	];
	if (groups.length > 0) substance.fields.set(fieldIds.hazardGroups, `|${groups.join('|')}|`);
	if (index % 9 === 0) substance.fields.set(fieldIds.register, index % 2 === 0 ? 'VAL1' : 'VAL2');
	if (index % 25 === 0) substance.fields.set(fieldIds.assessment, 'Assessed for use in a fume hood');
}

export function seedChemicals(lab: ChemInventoryLab): void {
	labSubstances.forEach((listed, index) => {
		const substance = substanceOf(lab, listed);
		lab.substances.set(substance.id, substance);
		addHazards(lab, substance, listed.codes, index);
		addSubstanceFields(substance, listed.codes, index);
	});
	for (const [name, cas] of houseSubstances) {
		const id = lab.ids.substance.next();
		const blank = { synonyms: [], formula: '', molecularWeight: '', exactMass: '', iupacName: '' };
		const isCustom = cas === 'N/A';
		lab.substances.set(id, {
			id,
			name,
			cas,
			...blank,
			smiles: 'Unknown',
			isCustom,
			needsRetrieval: !isCustom,
			fields: new Map(),
		});
	}
}
