import type { AddedRecord, Again, ChangedRecord, NewRecordOf, Planned, RestoreRules } from './steps';
import { named } from './undo';

/** What a record is known by, the surest first. */
const surestFirst = ['barcode', 'name', 'series'] as const;

/** `series` is `LAB-1` of the name `LAB-1-002`. */
export const sign = (what: (typeof surestFirst)[number], value: string): string =>
	`${what} ${what === 'series' ? value.replace(/-[^-]*$/, '') : value}`;

const signsOf = ({ name, barcode }: AddedRecord): string[] => [
	...(barcode ? [sign('barcode', barcode)] : []),
	...(name ? [sign('name', name), sign('series', name)] : []),
];

function bySigns(added: readonly AddedRecord[]): Map<string, AddedRecord[]> {
	const found = new Map<string, AddedRecord[]>();
	for (const one of added) {
		for (const each of signsOf(one)) {
			const others = found.get(each);
			if (others) others.push(one);
			else found.set(each, [one]);
		}
	}
	return found;
}

const keyOf = (kind: string, id: number | string) => `${kind} ${String(id).trim()}`;

/** Those that are taken leave their lists, so that many of one sign are gone through once. */
function firstFree(
	signs: readonly string[],
	free: ReadonlyMap<string, AddedRecord[]>,
	taken: ReadonlySet<AddedRecord>,
): AddedRecord | undefined {
	for (const each of signs) {
		const some = free.get(each) ?? [];
		while (some.length > 0) {
			const one = some.shift();
			if (one && !taken.has(one)) return one;
		}
	}
	return undefined;
}

/**
 * What was created again already: by an earlier plan, or by somebody. It has a new ID, so a comparison calls the old one gone still.
 * Each new record takes the place of one.
 */
export function findAgain(
	records: readonly ChangedRecord[],
	added: readonly AddedRecord[],
	foundAgainBy: RestoreRules['foundAgainBy'],
): NewRecordOf {
	const found = new Map<string, Again>();
	const known: NewRecordOf = (kind, id) => found.get(keyOf(kind, id));
	for (const [kind, signsOfGone] of Object.entries(foundAgainBy)) {
		const free = bySigns(added.filter((one) => one.kind === kind));
		const taken = new Set<AddedRecord>();
		const gone = records.filter((record) => record.isGone && record.kind === kind);
		const wanted = gone.map((record) => ({ record, signs: signsOfGone(record, known) }));
		for (const what of surestFirst) {
			for (const { record, signs } of wanted) {
				if (known(kind, record.id)) continue;
				const ofThis = signs.filter((each) => each.startsWith(`${what} `));
				const one = firstFree(ofThis, free, taken);
				if (!one) continue;
				taken.add(one);
				found.set(keyOf(kind, record.id), { gone: record, added: one });
			}
		}
	}
	return known;
}

export const isBackAlready = ({ gone, added }: Again): Planned[] => [
	{
		why: `The ${gone.kind.replace(/[A-Z]/g, ' $&').toLowerCase()} ${named(gone)} seems to be back: ${named(added)} was added since, so it is not made again. If that is another one, leave its change (added) out with a Filter before this step, and plan again.`,
		lost: ['id'],
		...(gone.before ? { before: gone.before } : {}),
	},
];
