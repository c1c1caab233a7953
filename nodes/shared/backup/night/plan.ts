import { badInput, quote } from '../../values/badInput';
import { daysAfter, daysBetween, firstOfMonth, monthsAfter, sundayOf, weekdayOf, weekNumber } from './days';
import type { Day } from './days';

// n8n cannot delete files of its disk, so there the names rotate: each day of the week has a name, the first night of a week and of a
// month another one. Elsewhere names carry the date, and what the plan no longer needs is listed for n8n's own nodes to delete.

/** What the name of a night that is not complete has in it. */
const mark = 'INCOMPLETE';

const keptDays = 7;
const keptWeeks = 4;
const keptMonths = 12;

/** The last complete night, as far as names go. */
export interface Placed {
	readonly night: Day;
	readonly slot: string;
}

/** A slot that the last complete night is in stays as it is until there is a newer one: tonight's writing may end half way. */
const beside = (slot: string, last: Placed | undefined): string => (slot === last?.slot ? `${slot}-2` : slot);

/** Whether tonight is the first complete night since a day. The first night of all begins with the name of its weekday alone. */
const isFirstSince = (boundary: Day, night: Day, last: Placed | undefined): boolean =>
	last ? last.night < boundary : night === boundary;

const weekName = (sunday: Day): string => `week-${(weekNumber(sunday) % keptWeeks) + 1}`;

/** Where a complete night is saved; the first is what the last complete night is found by. */
export function rotatingSlots(night: Day, last: Placed | undefined): string[] {
	const sunday = sundayOf(night);
	const first = firstOfMonth(night);
	return [
		weekdayOf(night),
		...(isFirstSince(sunday, night, last) ? [weekName(sunday)] : []),
		...(isFirstSince(first, night, last) ? [`month-${night.slice(5, 7)}`] : []),
	].map((slot) => beside(slot, last));
}

export const incompleteSlot = (slot: string): string => `${slot}-${mark}`;

export const rotatingIncomplete = (night: Day): string => incompleteSlot(weekdayOf(night));

export const datedSlot = (night: Day, time: string, last: Placed | undefined): string =>
	beside(`${night}-${time}`, last);

/** As a part of a file's name. */
export const inFileName = (text: string): string =>
	text
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-|-$/g, '');

const manifestName = 'manifest';
const lastCompleteName = 'last-complete';

/** Names of files that a part may not take. */
export const ownNames: readonly string[] = [manifestName, lastCompleteName];

export const partFile = (prefix: string, part: string, slot: string, format: string): string =>
	`${prefix}-${inFileName(part)}-${slot}.${format}`;

export const manifestFile = (prefix: string, slot: string): string => `${prefix}-${manifestName}-${slot}.json`;

export const lastCompleteFile = (prefix: string): string => `${prefix}-${lastCompleteName}.json`;

/**
 * How the names of all files of a vault or an inventory begin. It contains the ID, so that two of them never share a name.
 * @throws Fault `badInput`
 */
export function checkPrefix(prefix: string, id: string, label: string): void {
	if (!/^[\p{L}\p{N}._-]+$/u.test(prefix))
		throw badInput(
			label,
			'contains what a file name cannot have',
			`It is ${quote(prefix)}. Use letters, digits, points and hyphens; the folder belongs into the step that writes the files.`,
		);
	if (!prefix.split(/[^\p{L}\p{N}]+/u).includes(id))
		throw badInput(
			label,
			'does not contain the ID of what is saved',
			`It is ${quote(prefix)}, and the ID is ${id}. Write it as ${quote(`${prefix}-${id}`)}, so that two vaults or inventories never have the same file names.`,
		);
}

/** A name in a list, without what leads to it. */
const baseName = (name: string): string => name.split(/[/\\]/).at(-1) ?? name;

interface Saved {
	readonly name: string;
	readonly night: Day;
	readonly slot: string;
	readonly isManifest: boolean;
}

function savedNight(name: string, prefix: string): Saved | undefined {
	const base = baseName(name);
	if (!base.startsWith(`${prefix}-`)) return undefined;
	const found = /^(.+)-((\d{4}-\d\d-\d\d)-\d{6}(?:-2)?(?:-INCOMPLETE)?)\.(?:csv|json|ndjson)$/.exec(
		base.slice(prefix.length + 1),
	);
	const [, part, slot, night] = found ?? [];
	if (part === undefined || slot === undefined || night === undefined) return undefined;
	return { name, night, slot, isManifest: part === manifestName };
}

/** Beginnings of names that go on after ours, such as `lab-1234-test` after `lab-1234`: other nights are in the same folder. */
function longerPrefixes(names: readonly string[], prefix: string): string[] {
	const found = names.flatMap((name) => {
		const base = baseName(name);
		const [, other] =
			/^(.+)-(?:last-complete|manifest-\d{4}-\d\d-\d\d-\d{6}(?:-2)?(?:-INCOMPLETE)?)\.json$/.exec(base) ?? [];
		return other?.startsWith(`${prefix}-`) ? [`${other}-`] : [];
	});
	return [...new Set(found)];
}

/**
 * Names that the plan no longer needs once tonight is saved: it keeps all nights of 7 days, and of 4 weeks and 12 months the first
 * complete one. What has another form of name is not ours, and stays.
 * @param names all files that are there
 * @param last the last complete night before this one stays, too
 */
export function namesToDelete(
	names: readonly string[],
	prefix: string,
	night: Day,
	last: Placed | undefined,
): string[] {
	const others = longerPrefixes(names, prefix);
	const own = names.filter((name) => !others.some((other) => baseName(name).startsWith(other)));
	const saved = own.flatMap((name) => savedNight(name, prefix) ?? []);
	// A night whose manifest is missing was not written to its end.
	const complete = saved.filter(({ isManifest, slot }) => isManifest && !slot.endsWith(mark));
	const slots = complete.sort((a, b) => (a.slot < b.slot ? -1 : 1));
	const firstIn = (from: Day, until: Day) => slots.find((one) => one.night >= from && one.night < until)?.slot;
	const thisWeek = sundayOf(night);
	const thisMonth = firstOfMonth(night);
	const kept = new Set<string | undefined>([
		last?.slot,
		...Array.from({ length: keptWeeks }, (_, ago) =>
			firstIn(daysAfter(thisWeek, -7 * ago), daysAfter(thisWeek, 7 - 7 * ago)),
		),
		...Array.from({ length: keptMonths }, (_, ago) =>
			firstIn(monthsAfter(thisMonth, -ago), monthsAfter(thisMonth, 1 - ago)),
		),
	]);
	return saved
		.filter(({ slot, night: of }) => daysBetween(of, night) >= keptDays && !kept.has(slot))
		.map(({ name }) => name);
}

/** The days between two nights on which there was no complete one. */
export function nightsBetween(last: Day, night: Day): Day[] {
	const days = Math.max(0, daysBetween(last, night) - 1);
	return Array.from({ length: days }, (_, at) => daysAfter(last, at + 1));
}
