import {
	deleteGhs,
	findOrCreateSubstance,
	retrieveSubstanceInfo,
	saveGhs,
	updateStructure,
} from '../../nodes/ChemInventory/contract/substance';
import { handle, none } from './call';
import type { Asking, Handler } from './call';
import { catalogueEntry } from './catalogue';
import { ChemInventoryError, unknown } from './errors';
import { audit } from './history';
import type { ChemInventoryLab } from './lab';
import { requireSubstance } from './lookup';
import { renderSubstance } from './render';
import type { HazardEntry, SubstanceRecord } from './state';
import { sameStructure } from './structures';

export const noCas = 'N/A';

const isNamed = ({ name, synonyms }: SubstanceRecord, wanted: string) =>
	[name, ...synonyms].some((text) => text.toLowerCase() === wanted.trim().toLowerCase());

/** By CAS where one is given, whatever the name says; else by name, which may fit several. */
function findSubstances(lab: ChemInventoryLab, name: string, cas: string): SubstanceRecord[] {
	return [...lab.substances.values()].filter((substance) =>
		cas === noCas ? isNamed(substance, name) : substance.cas === cas,
	);
}

/** Without structure and without history; keys of `changes` win. */
export function addSubstance(
	lab: ChemInventoryLab,
	changes: Partial<SubstanceRecord> & Pick<SubstanceRecord, 'name'>,
): SubstanceRecord {
	const { cas = noCas } = changes;
	const substance: SubstanceRecord = {
		cas,
		synonyms: [],
		smiles: '',
		formula: '',
		molecularWeight: '',
		exactMass: '',
		iupacName: '',
		isCustom: cas === noCas,
		needsRetrieval: cas !== noCas,
		fields: new Map(),
		...changes,
		id: lab.ids.substance.next(),
	};
	lab.substances.set(substance.id, substance);
	return substance;
}

function createSubstance(asking: Asking, name: string, cas: string): SubstanceRecord {
	const substance = addSubstance(asking.lab, { name, cas });
	audit(asking, 'Substance', 'Creation', `Substance ${name} (${cas}) added`);
	return substance;
}

/** Lets background work that is due take effect. */
export function settleRetrievals(lab: ChemInventoryLab): void {
	const now = lab.settings.now().getTime();
	for (const substance of lab.substances.values()) {
		const known = catalogueEntry(substance.cas);
		if (substance.retrieval === undefined || substance.retrieval.due > now || known === undefined) continue;
		const { smiles, formula, molecularWeight, exactMass, synonyms } = known;
		Object.assign(substance, {
			smiles,
			formula,
			molecularWeight,
			exactMass,
			synonyms: [...synonyms],
			needsRetrieval: false,
		});
		delete substance.retrieval;
	}
}

/** Shared entries (inventory 0) are the vendor's: nobody changes them. */
function requireOwnHazard({ lab, inventory }: Asking, id: number): HazardEntry {
	const entry = lab.hazards.get(id);
	if (entry === undefined || (entry.inventory !== 0 && entry.inventory !== inventory.id))
		throw unknown('hazard entry', id);
	if (entry.inventory === 0) throw new ChemInventoryError('This hazard entry is shared data and cannot be changed.');
	return entry;
}

export const substanceHandlers: Handler[] = [
	/** Creates what it does not find. */
	handle(findOrCreateSubstance, (call) => {
		const { lab, inventory, role, body } = call;
		if (body.substanceid !== undefined)
			return [renderSubstance(lab, requireSubstance(lab, body.substanceid), inventory.id)];
		const found = findSubstances(lab, body.name, body.cas);
		if (found.length === 0) {
			if (role === 6) throw new ChemInventoryError('The substance does not exist, and your account may not add it.');
			if (body.name.trim() === '') throw new ChemInventoryError('A new substance needs a name.');
			found.push(createSubstance(call, body.name, body.cas));
		}
		return found.map((substance) => renderSubstance(lab, substance, inventory.id));
	}),

	handle(saveGhs, (call) => {
		const { lab, inventory, user, body } = call;
		requireSubstance(lab, body.substance);
		const wrong = body.hcodes.find((code) => !/^(EUH|H)\d{3}[FDfdiA]{0,2}(\+H\d{3}[FDfdiA]{0,2})*$/.test(code));
		if (wrong !== undefined) throw new ChemInventoryError(`${wrong} is not a hazard code.`);
		const before = body.entryid === 0 ? undefined : requireOwnHazard(call, body.entryid);
		if (before !== undefined && before.substance !== body.substance)
			throw new ChemInventoryError('The entry belongs to another substance.');
		const entry: HazardEntry = {
			id: before?.id ?? lab.ids.hazard.next(),
			substance: body.substance,
			inventory: inventory.id,
			source: body.source,
			dateSet: lab.timestamp(),
			userId: user.id,
			codes: [...body.hcodes],
		};
		lab.hazards.set(entry.id, entry);
		audit(
			call,
			'Substance',
			'GHS',
			`Hazard codes of ${requireSubstance(lab, body.substance).name} set to ${body.hcodes.join(', ')}`,
		);
		return { id: entry.id };
	}),

	handle(deleteGhs, (call) => {
		const entry = requireOwnHazard(call, call.body.entryid);
		call.lab.hazards.delete(entry.id);
		audit(call, 'Substance', 'GHS', `Hazard entry of ${requireSubstance(call.lab, entry.substance).name} deleted`);
		return none;
	}),

	/** Answers with the structure; the record follows a moment later. */
	handle(retrieveSubstanceInfo, (call) => {
		const { lab, body } = call;
		const substance = requireSubstance(lab, body.substance);
		const known = catalogueEntry(substance.cas);
		if (known === undefined) throw new ChemInventoryError(`No information was found for CAS ${substance.cas}.`);
		substance.retrieval = { due: lab.settings.now().getTime() + lab.settings.switches.retrievalDelay };
		audit(call, 'Substance', 'Retrieval', `Information of ${substance.name} retrieved`);
		return known.smiles;
	}),

	/** A substance that has this structure already wins: its id comes back, and nothing changes. */
	handle(updateStructure, (call) => {
		const { lab, body } = call;
		const substance = requireSubstance(lab, body.substanceid);
		const match = [...lab.substances.values()].find(
			(other) => other.id !== substance.id && other.smiles !== '' && sameStructure(body.newmolfile, other.smiles),
		);
		if (match !== undefined) return match.id;
		substance.smiles = body.newmolfile.includes('\n') ? 'Unknown' : body.newmolfile.trim();
		substance.needsRetrieval = false;
		audit(call, 'Substance', 'Structure', `Structure of ${substance.name} updated`);
		return substance.id;
	}),
];
