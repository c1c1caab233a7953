import type { IDataObject } from 'n8n-workflow';

import { Chance } from '../../rows/chance';

/** A change that was made, as the comparison must name it. */
export interface Made {
	readonly change: string;
	readonly id: number | string | undefined;
	readonly field?: string;
	readonly from?: unknown;
	readonly to?: unknown;
	readonly difference?: string;
	readonly unit?: string;
	readonly placeBefore?: string;
}

/** Records of one kind that a generator knows how to make, to change and to write down. */
export interface Lab<Model> {
	/** @param id what it is known by */
	make(chance: Chance, id: number): Model;
	idOf(model: Model): number | string;
	write(model: Model): IDataObject;
	/** Each changes a record and says what it did; nothing where it could not. No two touch the same. */
	readonly changes: ReadonlyArray<(chance: Chance, model: Model) => Omit<Made, 'id'> | undefined>;
}

const withKeysShuffled = (chance: Chance, record: IDataObject): IDataObject =>
	Object.fromEntries(chance.shuffled(Object.entries(record)));

export interface TwoNights {
	readonly earlier: IDataObject[];
	readonly later: IDataObject[];
	readonly made: Made[];
}

/** A night, what people did on the day after it, and the next night. */
export function twoNights<Model>(lab: Lab<Model>, seed: number, count: number): TwoNights {
	const chance = new Chance(seed);
	const models = Array.from({ length: count }, (_model, at) => lab.make(chance, 1_000 + at * 3));
	const earlier = models.map((model) => structuredClone(lab.write(model)));
	const made: Made[] = [];
	const kept = models.filter((model) => {
		const id = lab.idOf(model);
		const happening = chance.below(100);
		if (happening < 8) made.push({ change: 'gone', id });
		if (happening >= 8 && happening < 40)
			for (const change of chance.shuffled(lab.changes).slice(0, 1 + chance.below(3))) {
				const done = change(chance, model);
				if (done) made.push({ ...done, id });
			}
		return happening >= 8;
	});
	const added = Array.from({ length: chance.below(6) }, (_model, at) => lab.make(chance, 500_000 + at));
	for (const model of added) made.push({ change: 'added', id: lab.idOf(model) });
	const later = chance.shuffled([...kept, ...added]).map((model) => withKeysShuffled(chance, lab.write(model)));
	return { earlier, later, made };
}

const asText = (value: unknown): string | null => {
	if (value === undefined || value === null || value === '') return null;
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** Changes in one order and in texts, as formats tell numbers from texts and people do not. */
export const inTexts = (changes: ReadonlyArray<Partial<Made>>): string[] =>
	changes
		.map(({ change, id, field, from, to, difference, unit, placeBefore }) =>
			JSON.stringify([change, id, field, from, to, difference, unit, placeBefore].map(asText)),
		)
		.sort();

const opposite: Readonly<Record<string, string>> = {
	gone: 'added',
	added: 'gone',
	debited: 'credited',
	credited: 'debited',
	fieldGone: 'fieldAdded',
	fieldAdded: 'fieldGone',
};

/** The same day backwards. What was emptied and lost its place is filled and gets it back, which are two changes. */
export const mirrored = (changes: readonly Made[]): Made[] =>
	changes.flatMap(({ placeBefore, from, to, change, ...rest }) => [
		{ ...rest, change: opposite[change] ?? change, from: to, to: from },
		...(placeBefore === undefined
			? []
			: [{ change: 'moved', id: rest.id, field: 'location', from: null, to: placeBefore }]),
	]);
