import { quote } from '../../../../shared/values/badInput';
import { didYouMean } from '../../../../shared/values/nearest';
import type { TemplateColumns } from '../../../records/mappingTemplate';

const most = 5;
const listed = (names: readonly string[]) =>
	`${names.slice(0, most).map(quote).join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}`;

const twice = (names: readonly string[]) => [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];

/** What the names of the columns let expect. */
export function aboutHeader(header: readonly string[], columns: TemplateColumns | undefined): string[] {
	const named = header.filter((name) => name.trim() !== '');
	const doubled = twice(named);
	const unknown = columns ? named.filter((name) => !columns.names.includes(name)) : [];
	const missing = columns ? columns.names.filter((name) => !named.includes(name)) : [];
	const near = unknown.slice(0, 1).map((name) => didYouMean(name, missing));
	return [
		...(header.some((name) => name.includes('_x000D_'))
			? [
					'Its header contains "_x000D_", left over from line breaks in a spreadsheet; no template matches such a header.',
				]
			: []),
		...(header.some((name) => /[\r\n]/.test(name)) ? ['A name in its header contains a line break.'] : []),
		...(named.length < header.length ? ['It has a column without a name.'] : []),
		...(doubled.length > 0 ? [`Its header has a column twice: ${listed(doubled)}.`] : []),
		...(unknown.length > 0
			? [
					`The mapping template ${quote(columns?.template)} does not have the columns ${listed(unknown)}.${near.join('')}`,
				]
			: []),
		...(missing.length > 0
			? [`It lacks columns of the mapping template ${quote(columns?.template)}: ${listed(missing)}.`]
			: []),
	];
}

/** Counts rows by what is wrong with them, and remembers where the first ones stand. */
class Places {
	count = 0;

	private readonly first: number[] = [];

	add(place: number): void {
		this.count++;
		if (this.first.length < most) this.first.push(place);
	}

	/** `row 3`, `rows 3, 7 and 12 more`. */
	inWords(what: string): string {
		const more = this.count > this.first.length ? ` and ${this.count - this.first.length} more` : '';
		return `${what}${this.count > 1 ? 's' : ''} ${this.first.join(', ')}${more}`;
	}
}

const decimalComma = /^-?\d+,\d+$/;

/** What the rows of a file let expect, whatever kind of file it is. */
export class RowsLook {
	rows = 0;

	private readonly blank = new Places();

	private readonly unnamed = new Places();

	private readonly uneven = new Places();

	private comma: string | undefined;

	/** Blank rows at the end of the file, which count only if another row follows. */
	private trailing: number[] = [];

	private readonly identifiers: number[];

	/** @param unit what a row is called: `row`, `record` */
	constructor(
		private readonly header: readonly string[],
		private readonly columns: TemplateColumns | undefined,
		private readonly unit: 'record' | 'row',
		private readonly firstPlace: number,
	) {
		this.identifiers = (columns?.identifiers ?? []).map((name) => header.indexOf(name)).filter((at) => at >= 0);
	}

	/** @param row its cells, in the order of the header */
	add(row: readonly string[]): void {
		const place = this.firstPlace + this.rows;
		this.rows++;
		const isBlank = row.every((cell) => cell.trim() === '');
		if (isBlank && row.length < 2) {
			this.trailing.push(place);
			return;
		}
		for (const earlier of this.trailing.splice(0)) this.blank.add(earlier);
		if (isBlank) {
			this.blank.add(place);
			return;
		}
		if (row.length !== this.header.length) this.uneven.add(place);
		const isNamed = this.identifiers.length === 0 || this.identifiers.some((at) => (row[at] ?? '').trim() !== '');
		if (!isNamed) this.unnamed.add(place);
		this.comma ??= row.find((cell) => decimalComma.test(cell.trim()));
	}

	remarks(): string[] {
		const { blank, unnamed, uneven, unit } = this;
		const names = listed(this.columns?.identifiers ?? []);
		return [
			...(blank.count > 0
				? [
						`It contains ${unit}s without content (${blank.inWords(unit)}); one row without identifiers is enough for CDD Vault to reject the whole file.`,
					]
				: []),
			...(unnamed.count > 0
				? [
						`It contains ${unit}s without identifiers in ${names} (${unnamed.inWords(unit)}); one of them is enough for CDD Vault to reject the whole file.`,
					]
				: []),
			...(uneven.count > 0
				? [`It contains ${unit}s with more or fewer cells than the header (${uneven.inWords(unit)}).`]
				: []),
			...(this.comma === undefined
				? []
				: [`It contains numbers with a decimal comma, such as ${this.comma.trim()}; CDD Vault reads decimal points.`]),
			...(this.rows === 0 ? [`It contains no ${unit}s.`] : []),
		];
	}
}
