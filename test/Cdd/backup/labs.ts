import type { IDataObject } from 'n8n-workflow';

import { Decimal } from '../../../nodes/shared/values/decimal';
import type { Chance } from '../../rows/chance';
import type { Lab, Made } from '../../support/backup/lab';

type Done = Omit<Made, 'id'> | undefined;

interface Place {
	readonly id: number;
	readonly position: number;
	readonly path: string;
}

interface Sample {
	readonly id: number;
	name: string;
	readonly batch: number;
	readonly units: string;
	amount: string;
	place: Place | null;
	isTouched: boolean;
	readonly fields: Record<string, unknown>;
	readonly events: Array<{ id: number; created_at: string; fields: IDataObject }>;
}

const day = (sample: Sample) => `2026-11-${String(sample.events.length + 10).padStart(2, '0')}T08:00:00.000Z`;

function note(sample: Sample, fields: IDataObject): void {
	sample.events.push({ id: sample.id * 100 + sample.events.length, created_at: day(sample), fields });
}

const placeNo = (number: number): Place => ({
	id: 70 + (number % 4),
	position: 1 + (number % 81),
	path: `Lab 1 Freezer ${number % 4} Box ${number % 7} ${1 + (number % 81)}/A1`,
});

const amounts = ['0.3', '1.25', '10', '250', '1000.5'];
const words = ['DMSO', 'Wasser, rein', '=1+1', 'Tube "large"', '10', 'true', '{"a":1}', 'ß\nµ'];

function makeSample(chance: Chance, id: number): Sample {
	const sample: Sample = {
		id,
		name: `CPD-${id}-${chance.below(9)}`,
		batch: 5_000 + chance.below(50),
		units: chance.pick(['mg', 'g', '\u00b5L']),
		amount: chance.pick(amounts),
		place: placeNo(chance.below(500)),
		isTouched: false,
		fields: { Supplier: chance.pick(['Sigma', 'TCI']), ...(chance.below(2) ? { Purity: 99.5 } : {}) },
		events: [],
	};
	note(sample, { Credit: Number(sample.amount), Barcode: `B${id}`, Solvent: chance.pick(words), Tara: 1.5 });
	if (chance.below(3) === 0) note(sample, { Solvent: chance.pick(words) });
	return sample;
}

const today = ({ events }: Sample, name: string) =>
	[...events].reverse().find(({ fields }) => name in fields)?.fields[name] ?? null;

function book(sample: Sample, sign: 1 | -1, difference: string): Done {
	const from = Decimal.parse(sample.amount);
	const to = sign === 1 ? from.plus(Decimal.parse(difference)) : from.minus(Decimal.parse(difference));
	sample.amount = to.toString();
	note(sample, { [sign === 1 ? 'Credit' : 'Debit']: Number(difference) });
	const change = sign === 1 ? 'credited' : 'debited';
	return { change, field: 'amount', from: from.toString(), to: to.toString(), difference, unit: sample.units };
}

/** Of these, one at most happens to a sample: an empty one loses its place. */
function once(change: (chance: Chance, sample: Sample) => Done) {
	return (chance: Chance, sample: Sample): Done => {
		if (sample.isTouched) return undefined;
		sample.isTouched = true;
		return change(chance, sample);
	};
}

export const rawSamples: Lab<Sample> = {
	make: makeSample,
	idOf: ({ id }) => id,
	write: (sample) => ({
		id: sample.id,
		name: sample.name,
		batch: sample.batch,
		batch_name: `CPD-${sample.batch}`,
		units: sample.units,
		current_amount: Number(sample.amount),
		depleted: sample.amount === '0',
		inventory_location_id: sample.place?.id ?? null,
		inventory_location_position: sample.place?.position ?? null,
		location: sample.place?.path.replace(/ /g, sample.events.length % 2 ? ' ' : '  ') ?? null,
		slurp_id: null,
		created_at: '2026-11-01T00:00:00.000Z',
		modified_at: day(sample),
		owner: 'A. Person',
		modified_user: sample.events.length > 1 ? 'B. Person' : null,
		fields: { ...sample.fields },
		inventory_events: sample.events.map((event) => ({ ...event, owner: 'B. Person', modified_at: event.created_at })),
	}),
	changes: [
		once((chance, sample) => book(sample, -1, chance.pick(['0.1', '0.2', '0.05']))),
		once((chance, sample) => book(sample, 1, chance.pick(['0.1', '2', '1000']))),
		once((_chance, sample) => {
			const left = sample.place?.path;
			sample.place = null;
			const done = book(sample, -1, sample.amount);
			return done && { ...done, to: 0, ...(left === undefined ? {} : { placeBefore: left }) };
		}),
		once((chance, sample) => {
			const from = sample.place?.path ?? null;
			sample.place = placeNo(500 + chance.below(400));
			note(sample, { Location: { ...sample.place } });
			return { change: 'moved', field: 'location', from, to: sample.place.path };
		}),
		(_chance, sample) => {
			const from = sample.name;
			sample.name = `${from}-neu`;
			return { change: 'renamed', field: 'name', from, to: sample.name };
		},
		(chance, sample) => {
			const from = today(sample, 'Solvent');
			const to = `${chance.pick(words)} ${chance.next()}`;
			note(sample, { Solvent: to });
			return { change: 'edited', field: 'Solvent', from, to };
		},
		(_chance, sample) => {
			const from = today(sample, 'Barcode');
			note(sample, { Barcode: `N${sample.id}` });
			return { change: 'edited', field: 'barcode', from, to: `N${sample.id}` };
		},
		(_chance, sample) => {
			const from = sample.fields.Purity ?? null;
			if (from === null) sample.fields.Purity = 12.5;
			else delete sample.fields.Purity;
			return { change: 'edited', field: 'Purity', from, to: from === null ? 12.5 : null };
		},
		// What happened, and left nothing.
		(_chance, sample) => {
			note(sample, { Credit: 1 });
			note(sample, { Debit: 1 });
			return undefined;
		},
	],
};

/** The same samples as items show them. */
export const simplifiedSamples: Lab<Sample> = {
	...rawSamples,
	write: (sample) => ({
		id: sample.id,
		name: sample.name,
		barcode: today(sample, 'Barcode'),
		current_amount: Number(sample.amount),
		units: sample.units,
		depleted: sample.amount === '0',
		location: sample.place?.path ?? null,
		box: null,
		position: null,
		well: null,
		inventory_location_id: sample.place ? sample.place.id * 1_000 + sample.place.position : null,
		batch: sample.batch,
		modified_at: day(sample),
		owner: 'A. Person',
		...sample.fields,
		Solvent: today(sample, 'Solvent'),
		Tara: today(sample, 'Tara'),
	}),
};

interface Batch {
	readonly id: number;
	identifier: string;
	readonly molecule: { id: number; name: string; smiles: string; synonyms: string[] };
	projects: Array<{ id: number; name: string }>;
	salt: string | undefined;
	readonly fields: Record<string, unknown>;
	changes: number;
}

const projects = [
	{ id: 1, name: 'Kinase' },
	{ id: 2, name: 'Protease' },
	{ id: 3, name: '007' },
];
const shownProjects = (of: ReadonlyArray<{ id: number; name: string }>) =>
	of.map(({ id, name }) => (/^\d+$/.test(name) ? String(id) : name)).sort();

const ofBatch = (change: (chance: Chance, batch: Batch) => Done) => (chance: Chance, batch: Batch) => {
	batch.changes += 1;
	return change(chance, batch);
};

export const rawBatches: Lab<Batch> = {
	make: (chance, id) => ({
		id,
		identifier: `DEMO-${id}-001`,
		molecule: { id: id + 7, name: `DEMO-${id}`, smiles: chance.pick(['CCO', 'c1ccccc1']), synonyms: ['B', 'A'] },
		projects: chance.shuffled(projects).slice(0, 1 + chance.below(2)),
		salt: chance.below(2) ? 'HCl' : undefined,
		fields: { Person: 'A', Notebook: `NB-${id}`, 'Big number': '9007199254740993' },
		changes: 0,
	}),
	idOf: ({ id }) => id,
	write: (batch) => ({
		id: batch.id,
		class: 'batch',
		created_at: '2026-11-01T00:00:00.000Z',
		modified_at: `2026-11-02T00:00:0${batch.changes % 10}.000Z`,
		name: '001',
		molecule_batch_identifier: batch.identifier,
		owner: 'A. Person',
		projects: batch.changes % 2 ? [...batch.projects].reverse() : batch.projects,
		molecule: {
			...batch.molecule,
			class: 'molecule',
			synonyms: batch.changes % 2 ? [...batch.molecule.synonyms].reverse() : batch.molecule.synonyms,
			inchi: `InChI=1S/${batch.molecule.smiles}`,
			molecular_weight: batch.molecule.smiles.length * 12.01,
			modified_at: `2026-11-02T00:00:0${batch.changes % 10}.000Z`,
		},
		...(batch.salt === undefined ? {} : { salt_name: batch.salt }),
		formula_weight: batch.molecule.smiles.length * 12.01 + (batch.salt?.length ?? 0),
		batch_fields: { ...batch.fields },
		stoichiometry: { core_count: 1, salt_count: 1 },
	}),
	changes: [
		ofBatch((_chance, batch) => {
			const from = batch.identifier;
			batch.identifier = `${from}b`;
			return { change: 'renamed', field: 'name', from, to: batch.identifier };
		}),
		ofBatch((_chance, batch) => {
			const from = batch.molecule.smiles;
			batch.molecule.smiles = `${from}C`;
			return { change: 'edited', field: 'smiles', from, to: batch.molecule.smiles };
		}),
		ofBatch((chance, batch) => {
			const from = batch.projects;
			batch.projects = chance.shuffled(projects).slice(0, from.length === 1 ? 2 : 1);
			return { change: 'edited', field: 'projects', from: shownProjects(from), to: shownProjects(batch.projects) };
		}),
		ofBatch((_chance, batch) => {
			const from = batch.salt ?? null;
			batch.salt = from === null ? 'HBr' : undefined;
			return { change: 'edited', field: 'salt_name', from, to: batch.salt ?? null };
		}),
		ofBatch((_chance, batch) => {
			batch.fields['Big number'] = '9007199254740995';
			return { change: 'edited', field: 'Big number', from: '9007199254740993', to: '9007199254740995' };
		}),
		ofBatch((_chance, batch) => {
			batch.molecule.synonyms.push('C');
			return { change: 'edited', field: 'synonyms (molecule)', from: ['A', 'B'], to: ['A', 'B', 'C'] };
		}),
		ofBatch(() => undefined),
	],
};

export const simplifiedBatches: Lab<Batch> = {
	...rawBatches,
	write: (batch) => ({
		id: batch.id,
		molecule_batch_identifier: batch.identifier,
		name: '001',
		molecule_id: batch.molecule.id,
		molecule_name: batch.molecule.name,
		smiles: batch.molecule.smiles,
		projects: shownProjects(batch.projects),
		formula_weight: batch.molecule.smiles.length * 12.01,
		modified_at: `2026-11-02T00:00:0${batch.changes % 10}.000Z`,
		salt_name: batch.salt ?? null,
		'synonyms (molecule)': [...batch.molecule.synonyms].sort(),
		...batch.fields,
	}),
};
