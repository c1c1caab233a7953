import type { IDataObject } from 'n8n-workflow';

import { listIn, objectIn } from '../../../shared/backup/cellValue';
import type { Change } from '../../../shared/backup/change';
import { sign } from '../../../shared/backup/restore/again';
import type { ChangedRecord, Planned } from '../../../shared/backup/restore/steps';
import { named, undoAll } from '../../../shared/backup/restore/undo';
import type { Undone } from '../../../shared/backup/restore/undo';
import { filled, heldNothing, isPlain } from '../../../shared/backup/restore/values';
import { parseId } from '../../../shared/values/ids';
import { dataObject } from '../../../shared/values/json';
import { parseNumber } from '../../../shared/values/text';
import { batch as batchSchema } from '../../contract/batch';
import { batchWords } from '../batch/output';
import { createBatch, updateBatch } from './steps';

/** By their IDs where the file has them, else by their names. */
const projectsIn = (value: unknown): Array<number | string> =>
	listIn(value).flatMap((project): Array<number | string> => {
		if (typeof project === 'number' || typeof project === 'string') return [project];
		const { id, name } = typeof project === 'object' && project !== null ? dataObject(project) : {};
		const known = parseId(id);
		return known !== undefined ? [known] : typeof name === 'string' ? [name] : [];
	});

/** What a batch has beside its own fields, raw or as items show it. */
const ofService: ReadonlySet<string> = new Set([...batchWords, ...Object.keys(batchSchema.shape)]);

const bare = (name: string) => name.replace(/( \((batch )?field\))+$/, '');

/** The vault's own fields. Items have them beside the others. */
function ownFieldsIn(record: IDataObject): IDataObject {
	if ('batch_fields' in record || 'molecule' in record) return filled(objectIn(record.batch_fields));
	const own = Object.entries(record).filter(([name]) => !ofService.has(name));
	return filled(Object.fromEntries(own.map(([name, value]) => [bare(name), value])));
}

const moleculeIdIn = (record: IDataObject) => parseId(objectIn(record.molecule).id ?? record.molecule_id);

/** The vault has a registration system: it numbers batches itself. */
const isRegistered = (record: IDataObject) => !heldNothing(record.molecule_batch_identifier);

/** A registration system gives a batch that is registered again the next number of its molecule. */
export const signsOfBatch = ({ name, before = {} }: ChangedRecord): string[] =>
	name === undefined ? [] : [sign('name', name), ...(isRegistered(before) ? [sign('series', name)] : [])];

const texts = ['salt_name', 'solvent_of_crystallization_name'] as const;

function countsIn(record: IDataObject): IDataObject {
	const counts = Object.entries(objectIn(record.stoichiometry)).flatMap(([name, value]) => {
		const count = parseNumber(value);
		return count === undefined ? [] : [[name, count] as const];
	});
	return Object.fromEntries(counts);
}

function planGone(record: ChangedRecord): Planned[] {
	const { before = {} } = record;
	const molecule = moleculeIdIn(before);
	const projects = projectsIn(before.projects);
	if (molecule === undefined || projects.length === 0)
		return [
			{ why: `The record of the batch ${named(record)} has no molecule or no project.`, lost: ['batch'], before },
		];
	const fields = Object.entries(ownFieldsIn(before));
	const plain = Object.fromEntries(fields.filter(([, value]) => isPlain(value)));
	const strange = fields.flatMap(([name, value]) => (isPlain(value) ? [] : [name]));
	const counts = countsIn(before);
	const body = {
		molecule: { id: molecule },
		projects,
		...(isRegistered(before) || heldNothing(before.name) ? {} : { name: String(before.name) }),
		...Object.fromEntries(texts.flatMap((key) => (heldNothing(before[key]) ? [] : [[key, String(before[key])]]))),
		...(Object.keys(counts).length > 0 ? { stoichiometry: counts } : {}),
		...(Object.keys(plain).length > 0 ? { batch_fields: plain } : {}),
	};
	return [
		{
			step: createBatch,
			why: `The batch ${named(record)} is gone. It is registered again for the molecule ${molecule}, which must still be there.`,
			restores: [
				'molecule',
				'projects',
				...Object.keys(body).filter((key) => key !== 'batch_fields' && key !== 'molecule' && key !== 'projects'),
				...Object.keys(plain),
			],
			parameters: { batchJson: body },
		},
		{
			why: `The batch ${named(record)} gets a new ID and a new number. Who registered it and when, its results and its files do not come back. If its molecule is gone as well, register the molecule with the batch by hand.`,
			lost: [
				'id',
				...(isRegistered(before) ? ['molecule_batch_identifier'] : []),
				'owner',
				'created_at',
				'modified_at',
				...strange,
			],
			before,
		},
	];
}

const ofMolecule: ReadonlySet<string> = new Set([
	'molecule',
	'molecule_id',
	'molecule_name',
	'smiles',
	'formula_weight',
]);

const ofItself: ReadonlySet<string> = new Set([
	'class',
	'created_at',
	'id',
	'modified_at',
	'molecule_batch_identifier',
	'owner',
]);

/** The value of that time: as the record has it, which knows numbers from texts, or as the comparison shows it. */
const valueOf = (name: string, own: IDataObject, { from }: Change): unknown => own[name] ?? from;

function undone({ before }: ChangedRecord, change: Change): Undone {
	const name = change.change === 'renamed' ? 'name' : (change.field ?? '');
	if (name === 'name' && !before) return { why: 'the change does not come with the whole record (before)' };
	if (name === 'name' && isRegistered(before ?? {})) return { why: 'CDD Vault itself numbers its batches' };
	if (name === 'name' || name === 'batch name')
		return heldNothing(change.from) ? { why: 'a name cannot be emptied' } : { set: { name: String(change.from) } };
	if (name === 'projects') {
		const projects = projectsIn(before?.projects ?? change.from);
		return projects.length > 0 ? { set: { projects } } : { why: 'the projects of that time are not known' };
	}
	if (ofItself.has(name)) return { why: 'CDD Vault itself sets it' };
	if (texts.some((key) => key === name))
		return heldNothing(change.from)
			? { why: 'it was empty, and cannot be emptied' }
			: { set: { [name]: String(change.from) } };
	if (name.startsWith('stoichiometry')) {
		const counts = countsIn(before ?? dataObject({ stoichiometry: change.from }));
		return Object.keys(counts).length > 0
			? { set: { stoichiometry: counts } }
			: { why: 'it was empty, and cannot be emptied' };
	}
	const own = before ? ownFieldsIn(before) : {};
	const known = bare(name);
	if (!(known in own) && (ofMolecule.has(name) || name.endsWith(' (molecule)') || name in objectIn(before?.molecule)))
		return { why: 'it belongs to the molecule, which only CDD Vault itself can change' };
	if (heldNothing(change.from)) return { set: { batch_fields: { [known]: null } } };
	const value = valueOf(known, own, change);
	return isPlain(value)
		? { set: { batch_fields: { [known]: value } } }
		: { why: 'CDD Vault takes texts, numbers and dates, and it held something else' };
}

function planChanged(record: ChangedRecord): Planned[] {
	const { set, restores, lost } = undoAll('Batch', record, (change) => undone(record, change));
	if (Object.keys(set).length === 0) return [...lost];
	return [
		{
			step: updateBatch,
			why: `The batch ${named(record)} was changed. This brings back ${restores.join(', ')}.`,
			restores,
			parameters: { batch: record.id, batchJson: set },
		},
		...lost,
	];
}

export const planBatch = (record: ChangedRecord): Planned[] => (record.isGone ? planGone(record) : planChanged(record));
