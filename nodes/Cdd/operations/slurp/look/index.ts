import type { TemplateColumns } from '../../../records/mappingTemplate';
import { aboutHeader, RowsLook } from './columns';
import { encodingAt, Utf8Check } from './encoding';
import type { Encoding } from './encoding';
import { lineOf, RowReader, separatorOf } from './rows';
import type { Separator } from './rows';
import { SdfReader } from './sdf';

export type ImportKind = 'csv' | 'sdf' | 'tsv' | 'xlsx' | 'zip';

/** The bytes of a file in pieces, from the beginning, as often as they are asked for. */
export type Pieces = () => AsyncIterable<Uint8Array>;

/** How the text of a file is laid out. */
export interface Layout {
	readonly encoding: Encoding;
	readonly separator: Separator;
	/** Characters at the beginning that only a spreadsheet program understands. */
	readonly line: number;
}

/** What was seen of a file, in words, and how its text is laid out, if it has one. */
export interface Seen {
	readonly remarks: string[];
	readonly layout?: Layout;
	/** What a conversion puts right. */
	readonly layoutRemarks?: string[];
}

const enough = 65_536;

async function startOf(pieces: Pieces): Promise<Uint8Array> {
	const start: Uint8Array[] = [];
	let length = 0;
	for await (const piece of pieces()) {
		start.push(piece);
		length += piece.length;
		if (length >= enough) break;
	}
	return Buffer.concat(start);
}

async function isUtf8(pieces: Pieces): Promise<boolean> {
	const check = new Utf8Check();
	for await (const piece of pieces()) {
		check.push(piece);
		if (!check.valid) return false;
	}
	check.push();
	return check.valid;
}

async function encodingOf(pieces: Pieces, start: Uint8Array): Promise<Encoding> {
	const encoding = encodingAt(start);
	if (encoding.name !== 'utf-8' || (await isUtf8(pieces))) return encoding;
	return { name: 'windows-1252', mark: 0 };
}

/** The text of a file in pieces, without its byte order mark and the first `line` characters. */
async function* textOf(pieces: Pieces, { encoding, line }: Layout): AsyncGenerator<string> {
	const decoder = new TextDecoder(encoding.name);
	let left = line;
	for await (const piece of pieces()) {
		const text = decoder.decode(piece, { stream: true });
		yield text.slice(left);
		left = Math.max(0, left - text.length);
	}
	yield decoder.decode().slice(left);
}

async function layoutOf(pieces: Pieces, kind: ImportKind): Promise<Layout> {
	const start = await startOf(pieces);
	const encoding = await encodingOf(pieces, start);
	if (kind === 'sdf') return { encoding, separator: ',', line: 0 };
	return { encoding, ...separatorOf(new TextDecoder(encoding.name).decode(start)) };
}

const advice = "Save it as 'CSV UTF-8' with commas, or switch on 'Convert to UTF-8 With Commas'.";

const encodingNames: Record<Encoding['name'], string> = {
	'utf-8': 'UTF-8',
	'utf-16be': 'UTF-16',
	'utf-16le': 'UTF-16',
	'windows-1252': 'an encoding other than UTF-8, such as Windows-1252',
};
const separatorNames: Record<Separator, string> = {
	',': 'commas',
	';': 'semicolons',
	'\t': 'tabs',
	'|': 'vertical bars',
};

function aboutLayout({ encoding, separator, line }: Layout): string[] {
	const found = [
		...(encoding.name === 'utf-8' ? [] : [`It is written in ${encodingNames[encoding.name]}.`]),
		...(line > 0 ? ['Its first line sets the separator ("sep="); CDD Vault would read it as the header.'] : []),
		...(separator === ',' ? [] : [`Its columns are separated by ${separatorNames[separator]}.`]),
	];
	return found.length > 0 ? [[...found, advice].join(' ')] : [];
}

async function lookAtTable(pieces: Pieces, layout: Layout, columns: TemplateColumns | undefined): Promise<string[]> {
	const reader = new RowReader(layout.separator);
	let header: string[] | undefined;
	let look: RowsLook | undefined;
	const take = (row: string[]) => {
		if (header === undefined) {
			header = row;
			look = new RowsLook(row, columns, 'row', 2);
		} else look?.add(row);
	};
	for await (const piece of textOf(pieces, layout)) for (const row of reader.push(piece)) take(row);
	const { row, open } = reader.end();
	if (row) take(row);
	return [
		...(header ? aboutHeader(header, columns) : []),
		...(open ? ['A quotation mark in it is opened and never closed.'] : []),
		...(look?.remarks() ?? []),
	];
}

async function lookAtSdf(pieces: Pieces, layout: Layout, columns: TemplateColumns | undefined): Promise<string[]> {
	const reader = new SdfReader();
	const names = columns?.identifiers ?? [];
	const look = new RowsLook(['record', ...names], columns, 'record', 1);
	const seen = new Set<string>();
	const take = (record: Map<string, string>) => {
		for (const name of record.keys()) seen.add(name);
		look.add(['a structure', ...names.map((name) => record.get(name) ?? '')]);
	};
	for await (const piece of textOf(pieces, layout)) reader.push(piece).forEach(take);
	const { last, open } = reader.end();
	if (last) take(last);
	return [
		...(layout.encoding.name === 'utf-8'
			? []
			: [`It is written in ${encodingNames[layout.encoding.name]}; CDD Vault reads UTF-8.`]),
		...aboutHeader([...seen, ...reader.doubled], columns),
		...(open ? ['Its last record does not end with "$$$$".'] : []),
		...look.remarks(),
	];
}

const zipMark = [0x50, 0x4b];

/** Both are archives; what is in them is not looked at. */
async function lookAtArchive(pieces: Pieces, kind: ImportKind): Promise<string[]> {
	const start = await startOf(pieces);
	return zipMark.every((byte, at) => start[at] === byte)
		? []
		: [`Its content is not that of a .${kind} file. Check whether it was saved in another format under this name.`];
}

/** Looks at a file before it is sent. It is read in pieces, and never as a whole. */
export async function lookAt(pieces: Pieces, kind: ImportKind, columns: TemplateColumns | undefined): Promise<Seen> {
	if (kind === 'xlsx' || kind === 'zip') return { remarks: await lookAtArchive(pieces, kind) };
	const layout = await layoutOf(pieces, kind);
	if (kind === 'sdf') return { remarks: await lookAtSdf(pieces, layout, columns), layout };
	return { remarks: await lookAtTable(pieces, layout, columns), layout, layoutRemarks: aboutLayout(layout) };
}

/** Whether a table is UTF-8 with commas already, but for a byte order mark. */
export const isPlain = ({ encoding, separator, line }: Layout): boolean =>
	encoding.name === 'utf-8' && separator === ',' && line === 0;

/** A table as UTF-8 with commas; what a cell holds stays as it is. */
export async function converted(pieces: Pieces, layout: Layout): Promise<Buffer> {
	const reader = new RowReader(layout.separator);
	const parts: Buffer[] = [];
	for await (const piece of textOf(pieces, layout)) parts.push(Buffer.from(reader.push(piece).map(lineOf).join('')));
	const { row } = reader.end();
	return Buffer.concat([...parts, Buffer.from(row ? lineOf(row) : '')]);
}
