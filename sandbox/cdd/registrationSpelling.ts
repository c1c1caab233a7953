import { registrationTypes, stoichiometry as stoichiometrySchema } from '../../nodes/Cdd/contract/batch';
import type { Leniency } from './tolerance';
import { isObject } from './validation';

type Values = Record<string, unknown>;

const typeKey = 'registration_type';

const structureTypes: Record<string, (typeof registrationTypes)[number]> = {
	smiles: 'CHEMICAL_STRUCTURE',
	cxsmiles: 'CHEMICAL_STRUCTURE',
	molfile: 'CHEMICAL_STRUCTURE',
	structure: 'CHEMICAL_STRUCTURE',
	amino_acid: 'AMINO_ACID',
	nucleotide: 'NUCLEOTIDE',
};

const registrationType = (text: unknown) =>
	registrationTypes.find((type) => typeof text === 'string' && type === text.trim().toUpperCase().replaceAll(' ', '_'));

/** The type in another spelling of its key or its value, or left out where the structure tells it. */
function withType(molecule: Values, tolerate: Leniency['tolerate']): Values {
	const key = Object.keys(molecule).find((name) => name.toLowerCase() === typeKey);
	const { [key ?? typeKey]: given, ...others } = molecule;
	const told = Object.keys(molecule).find((name) => structureTypes[name] !== undefined);
	const type = key === undefined ? structureTypes[told ?? ''] : registrationType(given);
	if (type === undefined || (key === typeKey && given === type)) return molecule;
	tolerate(key === undefined ? `a new molecule without ${typeKey}` : `${key}: ${JSON.stringify(given)}`);
	return { ...others, [typeKey]: type };
}

/** Counts in quotes, as from the cells of a sheet. */
function withCounts(counts: Values, tolerate: Leniency['tolerate']): Values {
	const inQuotes = Object.entries(counts).filter(
		([name, value]) => name in stoichiometrySchema.shape && typeof value === 'string' && /^\d+$/.test(value.trim()),
	);
	for (const [name, value] of inQuotes) tolerate(`${name}: ${JSON.stringify(value)}`);
	return { ...counts, ...Object.fromEntries(inQuotes.map(([key, text]) => [key, Number(text)])) };
}

/** The body of a change to a batch in the spelling of the vendor's pages (A26). */
export function changeAsDocumented(body: unknown, { tolerance, tolerate }: Leniency): unknown {
	if (tolerance === 'refuse' || !isObject(body) || !isObject(body.stoichiometry)) return body;
	return { ...body, stoichiometry: withCounts(body.stoichiometry, tolerate) };
}

/** The same for a registration, with its molecule. */
export function registrationAsDocumented(body: unknown, leniency: Leniency): unknown {
	const changed = changeAsDocumented(body, leniency);
	if (leniency.tolerance === 'refuse' || !isObject(changed) || !isObject(changed.molecule)) return changed;
	return { ...changed, molecule: withType(changed.molecule, leniency.tolerate) };
}
