import { Decimal } from '../../values/decimal';
import { unitsNamed } from '../../values/units';
import type { Change, ChangeName } from '../change';
import { heldIn } from '../heldIn';
import type { RecordKind, RecordView } from '../recordKind';
import { amountField, placeField, placeIdField } from './fieldHash';
import { sentenceFor } from './sentences';
import { amountText, isAmount, shownAmount, valueText } from './valueText';

/** A record that is in both files. */
export interface Pair {
	readonly kind: RecordKind;
	readonly id: number | string;
	readonly before: RecordView;
	readonly after: RecordView;
}

type Difference = Pick<Change, 'difference' | 'field' | 'from' | 'placeBefore' | 'to' | 'unit'> & {
	readonly change: ChangeName;
	/** Units that the amounts have, where they are two. */
	readonly units?: readonly [from: string, to: string];
};

/** Nothing is said as null. */
const shown = (value: unknown): unknown => (valueText(value) === '' ? null : value);

const amountOf = ({ amount }: RecordView) => (amount === undefined ? '' : amountText(amount));

const sameUnit = (one = '', other = '') =>
	one === other || unitsNamed(one, [other], (unit) => unit, { anyCase: false }).length > 0;

function amountChange({ before, after }: Pair): Difference[] {
	const [from, to] = [amountOf(before), amountOf(after)];
	const [unit, unitNow] = [before.unit ?? '', after.unit ?? ''];
	const isConverted = !sameUnit(unit, unitNow);
	const unitChange: Difference[] =
		unit === unitNow ? [] : [{ change: 'edited', field: 'unit', from: shown(unit), to: shown(unitNow) }];
	if (from === to) return unitChange;
	const ends = {
		field: amountField,
		from: from === '' ? null : shownAmount(from),
		to: to === '' ? null : shownAmount(to),
	};
	if (isConverted || !isAmount(from) || !isAmount(to))
		return [{ change: 'edited', ...ends, units: [unit, unitNow] }, ...unitChange];
	const [was, is] = [Decimal.parse(from), Decimal.parse(to)];
	const isLess = was.isMoreThan(is);
	const difference = (isLess ? was.minus(is) : is.minus(was)).toString();
	return [
		{ change: isLess ? 'debited' : 'credited', ...ends, difference, ...(unitNow === '' ? {} : { unit: unitNow }) },
		...unitChange,
	];
}

const placeText = ({ place, placeId }: RecordView) => place ?? placeId ?? '';

function placeChange({ kind, before, after }: Pair): Difference[] {
	const [from, to] = [placeText(before), placeText(after)];
	const [id, idNow] = [before.placeId, after.placeId];
	const ends = { field: placeField, from: shown(from), to: shown(to) };
	if (id === undefined || idNow === undefined) return from === to ? [] : [{ change: 'moved', ...ends }];
	if (id !== idNow) return [{ change: 'moved', ...ends }];
	return from === to || kind.placesById ? [] : [{ change: 'edited', ...ends }];
}

const isEmptied = ({ change, to }: Difference) => change === 'debited' && to === 0;

/** What is empty the service takes off its place: that is no change of its own. */
function amountAndPlace(pair: Pair): Difference[] {
	const [amounts, places] = [amountChange(pair), placeChange(pair)];
	const left = places.find(({ change, to }) => change === 'moved' && to === null);
	if (!left || !amounts.some(isEmptied)) return [...amounts, ...places];
	return amounts.map((each) => (isEmptied(each) ? { ...each, placeBefore: String(left.from) } : each));
}

function textChange(change: 'edited' | 'renamed', field: string, from = '', to = ''): Difference[] {
	return from === to ? [] : [{ change, field, from: shown(from), to: shown(to) }];
}

function fieldChanges({ before, after }: Pair): Difference[] {
	const names = new Set([...Object.keys(before.fields), ...Object.keys(after.fields)]);
	return [...names].flatMap((field): Difference[] => {
		const [from, to] = [heldIn(before.fields, field), heldIn(after.fields, field)];
		return valueText(from) === valueText(to) ? [] : [{ change: 'edited', field, from: shown(from), to: shown(to) }];
	});
}

/** Whether it is known by IDs that it moved, although the words for places are gone from all records, or new. */
const haveIds = ({ before, after }: Pair, ignored: ReadonlySet<string>) =>
	before.placeId !== undefined && after.placeId !== undefined && !ignored.has(placeIdField);

/** What changed of one record. @param ignored fields of which it was said once for all records */
export function changesOf(pair: Pair, ignored: ReadonlySet<string>): Change[] {
	const { kind, id, before, after } = pair;
	const differences = [
		...textChange('renamed', 'name', before.name, after.name),
		...textChange('edited', 'barcode', before.barcode, after.barcode),
		...amountAndPlace(pair),
		...fieldChanges(pair),
	];
	const known = { name: after.name ?? before.name ?? null, barcode: after.barcode ?? before.barcode ?? null };
	return differences
		.filter(({ change, field = '' }) => !ignored.has(field) || (change === 'moved' && haveIds(pair, ignored)))
		.map(({ change, units, ...rest }) => ({
			change,
			kind: kind.name,
			summary: sentenceFor({ change, id, ...known, ...rest, units }),
			id,
			...known,
			...rest,
		}));
}

/** A record that is in one of the files. */
export function goneOrAdded(
	change: 'added' | 'gone',
	kind: RecordKind,
	id: number | string | undefined,
	view: RecordView,
): Change {
	const known = { name: view.name ?? null, barcode: view.barcode ?? null };
	const amount = amountOf(view);
	return {
		change,
		kind: kind.name,
		summary: sentenceFor({
			change,
			id,
			...known,
			amount: [amount, amount && view.unit].filter(Boolean).join(' '),
			place: view.place,
		}),
		...(id === undefined ? {} : { id }),
		...known,
	};
}

/** A field that all records have got, or lost. */
export function fieldChange(
	change: 'fieldAdded' | 'fieldGone',
	kind: RecordKind,
	field: string,
	records: number,
): Change {
	return {
		change,
		kind: kind.name,
		summary: sentenceFor({ change, field, records, plural: kind.plural }),
		field,
		records,
	};
}
