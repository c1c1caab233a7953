import type { IDataObject } from 'n8n-workflow';

import { inPieces } from '../../breather';
import { badInput, quote } from '../../values/badInput';
import { compactNames } from '../../values/compactNames';
import { quantity } from '../figures';
import { idOf } from '../idCounter';
import type { FileFacts, RecordFile } from '../recordFile';
import type { RecordKind, RecordView } from '../recordKind';
import { numberOf } from './fieldHash';
import { RecordIndex } from './recordIndex';
import { valueText } from './valueText';

/** One of the two files. */
export interface Side {
	readonly file: RecordFile;
	/** Of the field that names it. */
	readonly label: string;
}

/** So many are named. */
const mostNamed = 10;

/** Reads a file to its end. */
export async function readAll({ file }: Side, see: (record: IDataObject) => void): Promise<FileFacts> {
	const pieces = file.pieces();
	for (;;) {
		const { value, done } = await pieces.next();
		if (done === true) return value;
		await inPieces(value, see);
	}
}

/** Reads a file until enough is seen. */
export async function readUntil(
	{ file }: Side,
	see: (record: IDataObject) => void,
	isEnough: () => boolean,
): Promise<void> {
	for await (const piece of file.pieces()) {
		await inPieces(piece, see);
		if (isEnough()) return;
	}
}

/** What the records of one file are known by, in one reading. */
export class Identities {
	private readonly entries = new RecordIndex();

	constructor(private readonly kind: RecordKind) {}

	/** @returns undefined for a record without ID */
	of(record: IDataObject): number | string | undefined {
		const { kind } = this;
		if (kind.isLog) return this.ofEntry(valueText(kind.view(record).fields));
		return kind.idOf ? kind.idOf(record) : idOf(record);
	}

	/** Entries of a log are known by all that they say. One that is there twice is another one. */
	private ofEntry(text: string): number {
		for (let times = 1; ; times++) {
			const id = numberOf(`${times} ${text}`);
			if (this.entries.add(id) !== -1) return id;
		}
	}
}

/** What is wrong with the IDs of a file. */
class Remarks {
	private withoutId = 0;

	private firstWithoutId = 0;

	private readonly twice = new Set<number | string>();

	private repeated = 0;

	noteWithoutId(record: number): void {
		if (this.withoutId === 0) this.firstWithoutId = record;
		this.withoutId += 1;
	}

	noteRepeated(id: number | string): void {
		this.repeated += 1;
		if (this.twice.size < mostNamed) this.twice.add(id);
	}

	/** @throws Fault `badInput` */
	refuse({ file, label }: Side): void {
		if (this.withoutId > 0)
			throw badInput(
				label,
				'contains records without an ID',
				`In "${file.name}" ${quantity(this.withoutId)} have none, and record ${quantity(this.firstWithoutId)} is the first. Records are found in the other file by their ID: save the file with it.`,
			);
		if (this.repeated > 0)
			throw badInput(
				label,
				'contains an ID more than once',
				`In "${file.name}": ${[...this.twice].join(', ')}${this.repeated > this.twice.size ? ' …' : ''}. Such a file is not one reading of the service: save it again.`,
			);
	}
}

/** The form of the records, as far as keys show it. */
export interface Form {
	raw: boolean;
	simplified: boolean;
}

/** What was read of a file whose records are all of one kind. */
export interface SideRead {
	readonly side: Side;
	readonly facts: FileFacts;
	/** Undefined where there are no records. */
	readonly kind: RecordKind | undefined;
	readonly form: Form;
}

/** What takes the records of a file. @returns whether the ID was there before */
export type Taking = (id: number | string, view: RecordView) => boolean;

const unknown = ({ file, label }: Side, record: IDataObject, kinds: readonly RecordKind[]) =>
	badInput(
		label,
		'contains records that this node cannot compare',
		`"${file.name}" has the fields ${compactNames(Object.keys(record), 200) || 'of nothing'}. This node compares ${kinds.map(({ plural }) => plural).join(', ')}, saved with Output set to Raw or Simplified. Files of another service belong to the node of that service.`,
	);

const mixed = ({ file, label }: Side, record: IDataObject, at: number, { plural }: RecordKind) =>
	badInput(
		label,
		'contains records of several kinds',
		`"${file.name}" begins with ${plural}, and record ${quantity(at)} is something else. Its fields are ${compactNames(Object.keys(record), 200)}. Save each kind of record in a file of its own.`,
	);

/** The first record that does not fit the kind that was tried. */
class Misfit {
	constructor(
		readonly record: IDataObject,
		readonly at: number,
	) {}
}

async function readAs(side: Side, kind: RecordKind, take: Taking): Promise<Misfit | SideRead> {
	const identities = new Identities(kind);
	const remarks = new Remarks();
	const form = { raw: false, simplified: false };
	let at = 0;
	let misfit: Misfit | undefined;
	const see = (record: IDataObject) => {
		at += 1;
		if (misfit) return;
		if (!kind.isOne(record)) {
			misfit = new Misfit(record, at);
			return;
		}
		form.raw ||= kind.onlyRaw.some((key) => key in record);
		form.simplified ||= kind.onlySimplified.some((key) => key in record);
		const id = identities.of(record);
		if (id === undefined) remarks.noteWithoutId(at);
		else if (take(id, kind.view(record))) remarks.noteRepeated(id);
	};
	const facts = await readAll(side, see);
	if (misfit) return misfit;
	remarks.refuse(side);
	return { side, facts, kind, form };
}

/** @returns undefined for a file without records */
async function firstRecordOf(side: Side): Promise<IDataObject | undefined> {
	let first: IDataObject | undefined;
	await readUntil(
		side,
		(record) => (first ??= record),
		() => first !== undefined,
	);
	return first;
}

/**
 * Reads a file to its end. What its records are is seen by all of them: a file may begin with one that could be of two kinds.
 * @param begin starts with nothing taken; called once for each kind that is tried
 * @throws Fault `badInput` for records of several kinds, of none that is known, without ID, or with one twice
 */
export async function readSide(side: Side, kinds: readonly RecordKind[], begin: () => Taking): Promise<SideRead> {
	const first = await firstRecordOf(side);
	if (!first)
		return {
			side,
			facts: await readAll(side, () => undefined),
			kind: undefined,
			form: { raw: false, simplified: false },
		};
	let candidates = kinds.filter((kind) => kind.isOne(first));
	for (;;) {
		const [kind, ...others] = candidates;
		if (!kind) throw unknown(side, first, kinds);
		const read = await readAs(side, kind, begin());
		if (!(read instanceof Misfit)) return read;
		candidates = others.filter((other) => other.isOne(read.record));
		if (candidates.length === 0) throw mixed(side, read.record, read.at, kind);
	}
}

const formOf = ({ raw, simplified }: Form) => (raw === simplified ? undefined : raw ? 'Raw' : 'Simplified');

/**
 * @returns the kind of both; undefined where neither has records
 * @throws Fault `badInput` for two kinds, or two forms of one
 */
export function kindOfBoth(earlier: SideRead, later: SideRead): RecordKind | undefined {
	const [one, other] = [earlier.kind, later.kind];
	if (!one || !other) return one ?? other;
	const [before, now] = [quote(earlier.side.file.name), quote(later.side.file.name)];
	if (one !== other)
		throw badInput(
			later.side.label,
			'contains other records than the earlier file',
			`${before} contains ${one.plural}, and ${now} ${other.plural}. Compare two files of the same kind of records.`,
		);
	const [form, otherForm] = [formOf(earlier.form), formOf(later.form)];
	if (form && otherForm && form !== otherForm)
		throw badInput(
			later.side.label,
			'was not saved with the same Output as the earlier file',
			`${before} was saved with Output set to ${form}, and ${now} with ${otherForm}, so that every record would look changed. Compare two files that were saved alike.`,
		);
	return one;
}
