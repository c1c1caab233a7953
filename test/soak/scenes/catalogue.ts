import type { IDataObject } from 'n8n-workflow';

import type { RecordedRequest } from '../../../sandbox';
import { rl } from '../../support/chemRuns';
import { changingText, chemRequests, done, holds } from '../scenario';
import type { Scenery, Stage } from '../scenario';
import { newContainer } from './containers';

/** A CAS number that is right and nobody's. */
function newCas(stage: Stage): string {
	const digits = `${90_000 + stage.number()}${10 + stage.random(90)}`;
	const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (at + 1), 0);
	return `${digits.slice(0, -2)}-${digits.slice(-2)}-${sum % 10}`;
}

/** A substance of its own, which a container shows. */
export function newSubstance(stage: Stage) {
	const { lab } = stage.lab;
	const substance = {
		...stage.lab.substance('67-64-1'),
		id: lab.ids.substance.next(),
		name: stage.mark(),
		cas: newCas(stage),
		synonyms: [],
		smiles: '',
		fields: new Map(),
	};
	lab.substances.set(substance.id, substance);
	newContainer(stage, { substance: substance.id });
	return substance;
}

function newHazard(stage: Stage, substance: number) {
	const { lab } = stage.lab;
	const hazard = {
		id: lab.ids.hazard.next(),
		substance,
		inventory: stage.sandbox.chemInventory.inventoryId,
		source: stage.mark(),
		dateSet: lab.timestamp(),
		userId: stage.lab.user('admin').id,
		codes: ['H225'],
	};
	lab.hazards.set(hazard.id, hazard);
	return hazard;
}

/** A substance by one of its names. */
function oneSubstance(stage: Stage) {
	const by = stage.pick(['id', 'cas', 'name'] as const);
	return {
		parameters: { resource: 'substance', substance: rl('={{ $json.substance }}', by) },
		jsonOf: (substance: { id: number; cas: string; name: string }): IDataObject => ({ substance: substance[by] }),
	};
}

const deleteGhs: Scenery = {
	operation: 'chemInventory substance deleteGhs',
	...chemRequests('/container/ghs/delete'),
	build(stage, items) {
		const { parameters, jsonOf } = oneSubstance(stage);
		const substances = [newSubstance(stage), newSubstance(stage)] as const;
		return {
			parameters: { ...parameters, entryId: '={{ $json.entry }}' },
			wishes: stage
				.records(items, () => {
					const substance = stage.pick(substances);
					return { substance, hazard: newHazard(stage, substance.id) };
				})
				.map(
					({
						record: {
							substance,
							hazard: { id },
						},
					}) => ({
						json: { ...jsonOf(substance), entry: id },
						aim: `${id}`,
						effects: done('/container/ghs/delete', ({ entryid }) => entryid === id),
						shows: () => !stage.lab.lab.hazards.has(id),
					}),
				),
		};
	},
};

const saveGhs: Scenery = {
	operation: 'chemInventory substance saveGhs',
	...chemRequests('/container/ghs/save'),
	build(stage, items) {
		const { parameters, jsonOf } = oneSubstance(stage);
		const replaces = stage.chance(30);
		const substances = [newSubstance(stage), newSubstance(stage)] as const;
		return {
			parameters: {
				...parameters,
				hazardCodes: '={{ $json.codes }}',
				source: changingText,
				entryId: '={{ $json.entry }}',
			},
			wishes: Array.from({ length: items }, () => {
				const substance = stage.pick(substances);
				const mark = stage.mark();
				return {
					json: {
						...jsonOf(substance),
						mark,
						codes: stage.pick(['H225', 'H225, H319']),
						entry: replaces ? newHazard(stage, substance.id).id : '',
					},
					effects: done('/container/ghs/save', ({ source }) => holds(source, mark)),
					shows: () => [...stage.lab.lab.hazards.values()].filter(({ source }) => holds(source, mark)).length === 1,
				};
			}),
		};
	},
};

const findOrCreate: Scenery = {
	operation: 'chemInventory substance findOrCreate',
	...chemRequests('/container/getsubstance'),
	build(stage, items) {
		const hasCas = stage.chance(60);
		const asked = (requests: readonly RecordedRequest[], mark: string) =>
			done('/container/getsubstance', ({ name }) => holds(String(name).toLowerCase(), mark))(requests) > 0;
		const named = (mark: string) =>
			[...stage.lab.substances.values()].filter(({ name }) => holds(name.toLowerCase(), mark));
		return {
			parameters: {
				resource: 'substance',
				name: '={{ $json.name }}',
				cas: '={{ $json.cas }}',
				output: 'simplified',
				options: {},
			},
			wishes: stage
				.records(items, () => ({ mark: stage.mark(), cas: hasCas ? newCas(stage) : '' }))
				.map(({ record: { mark, cas } }) => ({
					json: { name: stage.pick([mark, mark.toUpperCase(), ` ${mark}`]), cas },
					aim: mark,
					// Asked again, it finds what it has created.
					effects: (requests) => (asked(requests, mark) ? named(mark).length : 0),
					looksByAsking: true,
					hidden: hasCas ? undefined : 'asking again for a mere name could create a second one',
				})),
		};
	},
};

const retrieveInfo: Scenery = {
	operation: 'chemInventory substance retrieveInfo',
	...chemRequests('/general/retrievesubstanceinfo'),
	mostItems: 6,
	build(stage, items) {
		const known = ['67-64-1', '67-56-1', '64-17-5', '108-88-3', '60-29-7', '109-99-9'];
		const { parameters, jsonOf } = oneSubstance(stage);
		return {
			parameters: { ...parameters, options: {} },
			wishes: known.slice(0, items).map((cas) => {
				const substance = Object.assign(stage.lab.substance(cas), { smiles: '', needsRetrieval: true });
				newContainer(stage, { substance: substance.id });
				return {
					json: jsonOf(substance),
					effects: done('/general/retrievesubstanceinfo', ({ substance: id }) => id === substance.id),
				};
			}),
		};
	},
};

const updateStructure: Scenery = {
	operation: 'chemInventory substance updateStructure',
	...chemRequests('/general/updatestructure'),
	build(stage, items) {
		const { parameters, jsonOf } = oneSubstance(stage);
		return {
			// One chain for each item and try.
			parameters: { ...parameters, structure: "={{ 'C'.repeat(40 + Math.floor(Math.random() * 5) * 20 + $json.at) }}" },
			wishes: Array.from({ length: items }, (_empty, at) => {
				const substance = newSubstance(stage);
				return {
					json: { ...jsonOf(substance), at },
					effects: done('/general/updatestructure', ({ substanceid }) => substanceid === substance.id),
					shows: () => substance.smiles !== '',
				};
			}),
		};
	},
};

function newField(stage: Stage) {
	const { lab } = stage.lab;
	const field = {
		id: lab.ids.field.next(),
		kind: 'container' as const,
		name: stage.mark(),
		type: 'dropdown',
		inventory: stage.sandbox.chemInventory.inventoryId,
		isSearchable: true,
		allowedValues: ['A', 'B'],
		isShownForOrders: false,
		isAdminEditOnly: false,
	};
	lab.customFields.set(field.id, field);
	return field;
}

/** A field by its ID or its name. */
function oneField(stage: Stage) {
	const by = stage.pick(['id', 'name'] as const);
	return {
		by,
		parameters: { resource: 'customField', fieldOf: 'container', customField: rl('={{ $json.field }}', by) },
		jsonOf: (field: { id: number; name: string }): IDataObject => ({ field: field[by] }),
	};
}

const createField: Scenery = {
	operation: 'chemInventory customField create',
	...chemRequests('/customfields/save'),
	build: (stage, items) => ({
		parameters: {
			resource: 'customField',
			fieldOf: stage.pick(['container', 'substance']),
			name: changingText,
			...(stage.chance(50) ? { dataType: 'text' } : { dataType: 'dropdown', allowedValues: 'A\nB' }),
			searchable: true,
			showForOrders: true,
			onlyAdministratorsEdit: true,
		},
		wishes: Array.from({ length: items }, () => {
			const mark = stage.mark();
			return {
				json: { mark },
				effects: done('/customfields/save', ({ name }) => holds(name, mark)),
				shows: () => [...stage.lab.lab.customFields.values()].some(({ name }) => holds(name, mark)),
			};
		}),
	}),
};

const deleteField: Scenery = {
	operation: 'chemInventory customField delete',
	...chemRequests('/customfields/delete'),
	build(stage, items) {
		const { parameters, jsonOf } = oneField(stage);
		return {
			parameters,
			wishes: stage
				.records(items, () => newField(stage))
				.map(({ record }) => ({
					json: jsonOf(record),
					aim: `${record.id}`,
					effects: done('/customfields/delete', ({ id }) => id === record.id),
					shows: () => !stage.lab.lab.customFields.has(record.id),
				})),
		};
	},
};

const updateField: Scenery = {
	operation: 'chemInventory customField update',
	...chemRequests('/customfields/save'),
	build(stage, items) {
		const { parameters, jsonOf, by } = oneField(stage);
		return {
			parameters: {
				...parameters,
				updateFields: stage.chance(50)
					? { name: changingText }
					: { allowedValues: '=A\n{{ $json.mark }} {{ Math.random() }}' },
			},
			wishes: stage
				.records(items, () => newField(stage), by === 'id')
				.map(({ record, isOnly }) => {
					const mark = stage.mark();
					return {
						json: { ...jsonOf(record), mark },
						effects: done(
							'/customfields/save',
							({ id, name, allowedvalues }) => id === record.id && (holds(name, mark) || holds(allowedvalues, mark)),
						),
						shows: isOnly ? () => holds(stage.lab.lab.customFields.get(record.id), mark) : undefined,
					};
				}),
		};
	},
};

export const catalogueScenes: Scenery[] = [
	deleteGhs,
	saveGhs,
	findOrCreate,
	retrieveInfo,
	updateStructure,
	createField,
	deleteField,
	updateField,
];
