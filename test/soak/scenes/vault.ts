import type { IDataObject } from 'n8n-workflow';

import { rl } from '../../support/chemRuns';
import { mapped } from '../../support/mapped';
import { present } from '../../support/present';
import { cddRequests, doneBy, holds } from '../scenario';
import type { Scenery, Stage, Wish } from '../scenario';

const cddDone = (
	method: string,
	path: RegExp,
	times: (body: Readonly<Record<string, unknown>>) => boolean,
): Wish['effects'] => {
	const counted = doneBy(path, times);
	return (requests) => counted(requests.filter((request) => request.method === method));
};

const json = (body: string) => `={{ JSON.stringify(${body}) }}`;

const note = "$json.mark + ' ' + Math.random()";

/** A batch by its ID or its Molecule-Batch ID. */
function oneBatch(stage: Stage) {
	const by = stage.pick(['id', 'identifier'] as const);
	return {
		parameters: { batch: rl('={{ $json.batch }}', by) },
		jsonOf: (id: number): IDataObject => ({
			batch: by === 'id' ? id : present(stage.cdd.batches.get(id)?.molecule_batch_identifier),
		}),
	};
}

const createBatch: Scenery = {
	operation: 'cddBatch batch create',
	...cddRequests('POST', '/batches'),
	build(stage, items) {
		const project = present([...stage.cdd.projects.values()].find(({ name }) => name === 'Internal Data')).id;
		const molecules = [...stage.cdd.molecules.keys()].slice(1, 6);
		return {
			parameters: {
				specifyData: 'json',
				batchJson: json(
					`{ molecule: { id: $json.molecule }, projects: [${project}], batch_fields: { Note: ${note} } }`,
				),
				output: 'simplified',
			},
			wishes: Array.from({ length: items }, () => {
				const mark = stage.mark();
				return {
					json: { mark, molecule: molecules[stage.random(molecules.length)] },
					effects: cddDone('POST', /\/batches$/, ({ batch_fields: fields }) => holds(fields, mark)),
					shows: () =>
						[...stage.cdd.batches.values()].filter(({ batch_fields: fields }) => holds(fields, mark)).length === 1,
				};
			}),
		};
	},
};

const deleteBatch: Scenery = {
	operation: 'cddBatch batch delete',
	...cddRequests('PUT', '/batches/{id}'),
	build(stage, items) {
		const { parameters, jsonOf } = oneBatch(stage);
		const { cdd } = stage;
		for (const id of cdd.samples.keys()) cdd.samples.delete(id);
		const free = [...cdd.batches.keys()].filter((id) => !cdd.vault.batchIdsInReadoutRows.has(id));
		return {
			parameters,
			wishes: stage
				.records(items, () => present(free.pop()))
				.map(({ record: id }) => ({
					json: jsonOf(id),
					aim: `${id}`,
					effects: doneBy(
						new RegExp(`/batches/${id}$`),
						({ projects }) => Array.isArray(projects) && projects.length === 0,
					),
					shows: () => !cdd.batches.has(id),
				})),
		};
	},
};

const updateBatch: Scenery = {
	operation: 'cddBatch batch update',
	...cddRequests('PUT', '/batches/{id}'),
	build(stage, items) {
		const { parameters, jsonOf } = oneBatch(stage);
		const left = [...stage.cdd.batches.keys()];
		return {
			parameters: {
				...parameters,
				specifyData: 'json',
				batchJson: json(`{ batch_fields: { Note: ${note} } }`),
				output: 'simplified',
			},
			wishes: stage
				.records(items, () => present(left.pop()))
				.map(({ record: id, isOnly }) => {
					const mark = stage.mark();
					return {
						json: { ...jsonOf(id), mark },
						effects: cddDone('PUT', new RegExp(`/batches/${id}$`), ({ batch_fields: fields }) => holds(fields, mark)),
						shows: isOnly ? () => holds(stage.cdd.batches.get(id)?.batch_fields, mark) : undefined,
					};
				}),
		};
	},
};

/** Rows of a spreadsheet: the value of a field says which batch it is; some are there already, and some are new. */
const upsertBatch: Scenery = {
	operation: 'cddBatch batch upsert',
	...cddRequests('POST', '/batches'),
	build(stage, items) {
		const { cdd } = stage;
		const molecules = [...cdd.molecules.keys()].slice(1, 6);
		const left = [...cdd.batches.values()];
		return {
			parameters: {
				findBy: 'field',
				identifyingField: rl('Place', 'name'),
				identifyingValue: '={{ $json.lot }}',
				molecule: 'id',
				moleculeId: '={{ $json.molecule }}',
				projects: ['Internal Data'],
				batchFields: mapped({ Note: `={{ ${note} }}` }),
				batchDetails: {},
				output: 'simplified',
			},
			wishes: Array.from({ length: items }, (): Wish => {
				const mark = stage.mark();
				const lot = `L-${mark}`;
				const known = stage.chance(50) ? left.pop() : undefined;
				if (known) known.batch_fields = { ...known.batch_fields, Place: lot };
				const isIt = ({ batch_fields: fields }: Readonly<Record<string, unknown>>) => holds(fields, mark);
				return {
					json: { mark, lot, molecule: known ? '' : molecules[stage.random(molecules.length)] },
					effects: known
						? cddDone('PUT', new RegExp(`/batches/${known.id}$`), isIt)
						: cddDone('POST', /\/batches$/, isIt),
					shows: () => {
						const found = [...cdd.batches.values()].filter(({ batch_fields: fields }) => fields?.Place === lot);
						return found.length === 1 && holds(found[0]?.batch_fields, `${mark} `);
					},
				};
			}),
		};
	},
};

/** A box with a few places, some of them taken. */
function newBox(stage: Stage): number {
	const { cdd } = stage;
	const model = present([...cdd.locations.values()].find(({ value }) => value === 'Box 3'));
	const id = 8_000_000 + stage.number();
	const value = `Box ${id}`;
	cdd.locations.set(id, { ...model, id, value, num_rows: 6, num_columns: 6, position_limit: 36 });
	for (const position of [1, 3, 4])
		cdd.addSample({
			inventory_location_id: id,
			inventory_location_position: position,
			location: `${value} ${position}`,
		});
	return id;
}

const createSample: Scenery = {
	operation: 'cddInventorySample inventorySample create',
	...cddRequests('POST', '/inventory_samples'),
	build(stage, items) {
		const batches = [...stage.cdd.batches.keys()].slice(3, 6);
		const fills = stage.chance(40);
		const box = newBox(stage);
		const own = `{ 'Sample ID': $json.mark, State: ${note} }`;
		const parameters: IDataObject = fills
			? {
					specifyData: 'fields',
					batch: rl('={{ $json.batch }}'),
					amount: '={{ 1 + Math.floor(Math.random() * 100) }}',
					units: 'mg',
					location: rl(box),
					placeInBox: 'nextFree',
					moreSampleFields: { field: [{ name: 'Sample ID', type: 'text', value: '={{ $json.mark }}' }] },
				}
			: {
					specifyData: 'json',
					sampleJson: json(
						`{ batch_id: $json.batch, units: 'mg', fields: ${own}, inventory_events: [{ fields: { Credit: 5 } }] }`,
					),
				};
		return {
			parameters: { ...parameters, output: 'simplified' },
			wishes: Array.from({ length: items }, () => {
				const mark = stage.mark();
				return {
					json: { mark, batch: batches[stage.random(batches.length)] },
					effects: cddDone('POST', /\/inventory_samples$/, ({ fields }) => holds(fields, mark)),
					shows: () => [...stage.cdd.samples.values()].filter(({ fields }) => holds(fields, mark)).length === 1,
				};
			}),
		};
	},
};

const deleteSample: Scenery = {
	operation: 'cddInventorySample inventorySample delete',
	...cddRequests('DELETE', '/inventory_samples/{id}'),
	build: (stage, items) => ({
		parameters: { sample: rl('={{ $json.sample }}') },
		wishes: stage
			.records(items, () => stage.cdd.addSample().id)
			.map(({ record: id }) => ({
				json: { sample: id },
				aim: `${id}`,
				effects: (requests) =>
					requests.filter(
						({ method, path, tookEffect }) =>
							tookEffect && method === 'DELETE' && path.endsWith(`/inventory_samples/${id}`),
					).length,
				shows: () => !stage.cdd.samples.has(id),
			})),
	}),
};

const updateSample: Scenery = {
	operation: 'cddInventorySample inventorySample update',
	...cddRequests('PUT', '/inventory_samples/{id}'),
	build(stage, items) {
		const moves = stage.chance(40);
		const box = newBox(stage);
		return {
			parameters: {
				sample: rl('={{ $json.sample }}'),
				...(moves
					? {
							specifyData: 'fields',
							events: {
								event: [
									{
										debit: '1',
										location: rl(box, 'list'),
										placeInBox: 'nextFree',
										eventFields: { field: [{ name: 'Reason', type: 'text', value: `={{ ${note} }}` }] },
									},
								],
							},
						}
					: {
							specifyData: 'json',
							eventsJson: json(`{ inventory_events: [{ fields: { Debit: 1, Reason: ${note} } }] }`),
						}),
				output: 'simplified',
				options: {},
			},
			wishes: stage
				.records(items, () => stage.cdd.addSample().id)
				.map(({ record: id }) => {
					const mark = stage.mark();
					return {
						json: { sample: id, mark },
						effects: cddDone('PUT', new RegExp(`/inventory_samples/${id}$`), ({ inventory_events: events }) =>
							holds(events, mark),
						),
						shows: () => stage.cdd.samples.get(id)?.inventory_events.filter((event) => holds(event, mark)).length === 1,
					};
				}),
		};
	},
};

/** Each sample once: what an item changes depends on what the items before it have left. */
const setAmount: Scenery = {
	operation: 'cddInventorySample inventorySample setAmount',
	...cddRequests('PUT', '/inventory_samples/{id}'),
	build: (stage, items) => ({
		parameters: {
			sample: rl('={{ $json.sample }}'),
			amount: '={{ 10 + Math.floor(Math.random() * 80) }}.{{ $json.sample }}1',
			units: 'mg',
			output: 'simplified',
		},
		wishes: stage
			.records(items, () => stage.cdd.addSample().id, false)
			.map(({ record: id }) => ({
				json: { sample: id },
				effects: cddDone('PUT', new RegExp(`/inventory_samples/${id}$`), (body) => holds(body, 'Debit')),
				shows: () => {
					const { current_amount: amount, inventory_events: events = [] } = stage.cdd.samples.get(id) ?? {};
					return events.length === 2 && String(amount).endsWith(`.${id}1`);
				},
			})),
	}),
};

const importFile: Scenery = {
	operation: 'cddSlurp slurp import',
	...cddRequests('POST', '/slurps'),
	build(stage, items) {
		const project = present([...stage.cdd.projects.values()].find(({ name }) => name === 'Internal Data')).id;
		return {
			parameters: {
				binaryPropertyName: 'data',
				specifyData: 'json',
				importJson: json(
					`{ project: ${project}, mapping_template: 'Plate reader, single point', runs: { conditions: ${note} } }`,
				),
				waitForCompletion: false,
				options: {},
			},
			wishes: Array.from({ length: items }, () => {
				const mark = stage.mark();
				const content = `Molecule Name,Inhibition (%)\nLAB-0000001,${stage.number()}\n`;
				return {
					json: { mark },
					binary: {
						data: { data: Buffer.from(content).toString('base64'), fileName: `${mark}.csv`, mimeType: 'text/csv' },
					},
					effects: doneBy('/slurps', (_body, { body }) => holds(body, `${mark}.csv`)),
					hidden: 'imports are not listed',
				};
			}),
		};
	},
};

export const vaultScenes: Scenery[] = [
	createBatch,
	deleteBatch,
	updateBatch,
	upsertBatch,
	createSample,
	deleteSample,
	setAmount,
	updateSample,
	importFile,
];
