import type { IDataObject } from 'n8n-workflow';

import { rl } from '../../support/chemRuns';
import { mapped } from '../../support/mapped';
import { changingText, chemRequests, done, holds } from '../scenario';
import type { Scenery, Stage, Wish } from '../scenario';

const ids = (value: unknown): unknown[] => [value].flat();

/** A container of its own, with a barcode that no other one has. */
export function newContainer(stage: Stage, changes: Parameters<Stage['lab']['addContainer']>[0] = {}) {
	const name = stage.mark();
	const { lab } = stage;
	return lab.addContainer({
		name,
		barcode: `B-${name}`,
		location: lab.location('Cupboards > Cupboard 1').id,
		...changes,
	});
}

/** Spellings of one name. */
const spelt = (stage: Stage, name: string) =>
	stage.pick([name, name.toLowerCase(), name.toUpperCase(), ` ${name}`, `${name}  `]);

const sameName = (a: unknown, b: string) => String(a).trim().toLowerCase() === b.trim().toLowerCase();

/** New names that came into being in more than one spelling. */
export function doubled(what: string, names: Iterable<string>, wanted: readonly string[]): string[] {
	const all = [...names];
	return wanted
		.map((name) => all.filter((one) => sameName(one, name)))
		.filter((spellings) => spellings.length > 1)
		.map((spellings) => `${what} ${JSON.stringify(spellings)} came into being more than once`);
}

const create: Scenery = {
	operation: 'chemInventoryContainer container create',
	...chemRequests('/container/add', '/container/getsubstance', '/barcodes/generator/createvalues'),
	build(stage, items) {
		const { lab } = stage;
		const substances = [stage.mark(), stage.mark(), 'Acetone'] as const;
		const suppliers = [stage.mark(), stage.mark()] as const;
		const places = ['Cupboards > Cupboard 1', 'Cupboards > Cupboard 2', 'Missing'] as const;
		const generates = stage.chance(25);
		const wishes = Array.from({ length: items }, (): Wish => {
			const mark = stage.mark();
			const substance = stage.pick(substances);
			return {
				json: {
					mark,
					substance: spelt(stage, substance),
					supplier: spelt(stage, stage.pick(suppliers)),
					location: stage.pick(places),
				},
				effects: done('/container/add', ({ data }) => ids(data).filter((entry) => holds(entry, mark)).length),
				hasMore: true,
				onTheWay: {
					what: `the creation of ${substance}`,
					// With an ID it only reads.
					times: done(
						'/container/getsubstance',
						({ name, substanceid }) => substanceid === undefined && sameName(name, substance),
					),
				},
				shows: () => [...lab.containers.values()].some(({ comments }) => holds(comments, mark)),
			};
		});
		return {
			parameters: {
				specifyData: 'fields',
				name: '={{ $json.mark }}',
				substance: rl('={{ $json.substance }}', 'name'),
				createSubstance: true,
				location: rl('={{ $json.location }}', 'path'),
				size: '={{ 1 + Math.floor(Math.random() * 100) }}',
				unit: rl('g', 'name'),
				...(generates
					? { barcodeCheck: 'generate', barcodePrefix: 'SK', startingNumber: 1 }
					: {
							barcodeCheck: stage.pick(['refuse', 'none']),
							barcode: '={{ $json.mark }}-{{ Math.floor(Math.random() * 1000) }}',
						}),
				additionalFields: { supplier: rl('={{ $json.supplier }}', 'name'), comments: changingText },
				customFields: mapped({}),
				output: 'simplified',
				options: {},
			},
			wishes,
			besides: () => [
				...doubled(
					'the substance',
					[...lab.substances.values()].map(({ name }) => name),
					substances,
				),
				...doubled(
					'the supplier',
					[...lab.lab.suppliers.values()].map(({ name }) => name),
					suppliers,
				),
			],
		};
	},
};

/** One container or two, named by barcode or by ID. */
function someContainers(stage: Stage, items: number) {
	const by = stage.pick(['barcode', 'id']);
	return {
		parameters: { containersBy: by, containers: '={{ $json.containers }}' },
		chosen: stage
			.records(items, () => Array.from({ length: 1 + stage.random(2) }, () => newContainer(stage)))
			.map(({ record, isOnly }) => ({
				containers: record,
				isOnly,
				aim: record.map(({ id }) => id).join(','),
				json: { containers: record.map(({ id, barcode }) => (by === 'id' ? id : barcode)).join(', ') } as IDataObject,
			})),
	};
}

const remove: Scenery = {
	operation: 'chemInventoryContainer container delete',
	...chemRequests('/container/delete'),
	build(stage, items) {
		const { parameters, chosen } = someContainers(stage, items);
		return {
			parameters,
			wishes: chosen.map(({ containers, aim, json }) => ({
				json,
				aim,
				effects: done('/container/delete', ({ containerid }) => ids(containerid).join(',') === aim),
				shows: () => containers.every(({ deleted }) => deleted !== undefined),
			})),
		};
	},
};

const move: Scenery = {
	operation: 'chemInventoryContainer container move',
	...chemRequests('/container/move'),
	build(stage, items) {
		const { parameters, chosen } = someContainers(stage, items);
		const places = ['Cupboards > Cupboard 2', 'Cupboards > Cupboard 3', 'Missing'] as const;
		return {
			parameters: {
				...parameters,
				location: rl('={{ $json.location }}', 'path'),
				ifSomeDoNotMove: stage.pick(['fail', 'report']),
			},
			wishes: chosen.map(({ containers, aim, isOnly, json }) => {
				const path = stage.pick(places);
				const { id } = stage.lab.location(path);
				return {
					json: { ...json, location: path },
					aim: `${aim} to ${path}`,
					repeats: true,
					// One call may move those of several items.
					effects: done(
						'/container/move',
						({ containerid, destinationid }) =>
							destinationid === id && containers.every((container) => ids(containerid).includes(container.id)),
					),
					shows: isOnly ? () => containers.every(({ location }) => location === id) : undefined,
				};
			}),
		};
	},
};

/** A container by its barcode or its ID. */
const oneContainer = (stage: Stage, key = 'container') => {
	const by = stage.pick(['barcode', 'id'] as const);
	return {
		by,
		parameters: { container: rl(`={{ $json.${key} }}`, by) },
		jsonOf: (container: { id: number; barcode: string }): IDataObject => ({ [key]: container[by] }),
	};
};

const setRecycling: Scenery = {
	operation: 'chemInventoryContainer container setRecycling',
	...chemRequests('/container/information/togglerecycling'),
	build(stage, items) {
		const { parameters, jsonOf } = oneContainer(stage);
		const inRecycling = stage.chance(60);
		return {
			parameters: { ...parameters, inRecycling, output: 'simplified' },
			wishes: stage
				.records(items, () => newContainer(stage, { isInRecycling: stage.chance(20) ? inRecycling : !inRecycling }))
				.map(({ record: { id }, record }) => ({
					json: jsonOf(record),
					aim: `${id}`,
					effects: done('/container/information/togglerecycling', ({ containerid }) => containerid === id),
					shows: () => stage.lab.container(id).isInRecycling === inRecycling,
				})),
		};
	},
};

const update: Scenery = {
	operation: 'chemInventoryContainer container update',
	...chemRequests('/container/information/save'),
	build(stage, items) {
		const { parameters, jsonOf, by } = oneContainer(stage);
		const renames = stage.chance(30);
		return {
			parameters: {
				...parameters,
				updateFields: {
					comments: changingText,
					...(renames ? { barcode: '={{ $json.mark }}-{{ Math.floor(Math.random() * 1000) }}' } : {}),
					...(stage.chance(50) ? { size: '11', unit: rl('g', 'name') } : {}),
				},
				customFields: mapped({}),
				substanceFields: mapped({}),
				barcodeCheck: stage.pick(['refuse', 'none']),
				output: 'simplified',
			},
			wishes: stage
				.records(items, () => newContainer(stage), !renames || by === 'id')
				.map(({ record, isOnly }) => {
					const mark = stage.mark();
					const { id } = record;
					return {
						json: { ...jsonOf(record), mark },
						effects: done(
							'/container/information/save',
							({ containerid, field, newvalue }) => containerid === id && field === 'comments' && holds(newvalue, mark),
						),
						hasMore: true,
						onTheWay: {
							what: `the change of ${id}`,
							times: done('/container/information/save', ({ containerid }) => containerid === id),
						},
						shows: isOnly ? () => holds(stage.lab.container(id).comments, mark) : undefined,
					};
				}),
		};
	},
};

/** Rows of a spreadsheet: some barcodes are on containers already, which are saved and moved, and some are new. */
const upsert: Scenery = {
	operation: 'chemInventoryContainer container upsert',
	...chemRequests('/container/add', '/container/getsubstance', '/container/information/save', '/container/move'),
	build(stage, items) {
		const { lab } = stage;
		const blend = stage.mark();
		const places = ['Cupboards > Cupboard 1', 'Cupboards > Cupboard 2', 'Missing'] as const;
		const parts = (json: IDataObject, mark: string) => ({ json: { ...json, mark }, hasMore: true as const });
		const newRow = (): Wish => {
			const mark = stage.mark();
			const substance = stage.pick([blend, 'Acetone']);
			return {
				...parts({ barcode: `N-${mark}`, substance: spelt(stage, substance), location: stage.pick(places) }, mark),
				effects: done('/container/add', ({ data }) => ids(data).filter((entry) => holds(entry, mark)).length),
				onTheWay: {
					what: `the creation of ${substance}`,
					times: done(
						'/container/getsubstance',
						({ name, substanceid }) => substanceid === undefined && sameName(name, substance),
					),
				},
				shows: () => lab.liveContainers().filter(({ barcode }) => barcode === `N-${mark}`).length === 1,
			};
		};
		const knownRow = (): Wish => {
			const mark = stage.mark();
			const { id, barcode } = newContainer(stage, { substance: lab.substance('67-64-1').id });
			const path = stage.pick(places);
			return {
				...parts({ barcode, substance: stage.pick(['', 'Acetone']), location: path }, mark),
				effects: done(
					'/container/information/save',
					({ containerid, field, newvalue }) => containerid === id && field === 'comments' && holds(newvalue, mark),
				),
				onTheWay: {
					what: `the change of ${id}`,
					times: (requests) =>
						done('/container/information/save', ({ containerid }) => containerid === id)(requests) +
						done('/container/move', ({ containerid }) => ids(containerid).includes(id))(requests),
				},
				shows: () => holds(lab.container(id).comments, mark),
			};
		};
		return {
			parameters: {
				barcode: '={{ $json.barcode }}',
				name: '={{ $json.mark }}',
				substance: rl('={{ $json.substance }}', 'name'),
				createSubstance: true,
				location: rl('={{ $json.location }}', 'path'),
				size: '={{ 1 + Math.floor(Math.random() * 100) }}',
				unit: rl('g', 'name'),
				additionalFields: { comments: changingText },
				customFields: mapped({}),
				output: 'simplified',
			},
			wishes: Array.from({ length: items }, () => (stage.chance(50) ? newRow() : knownRow())),
			besides: () =>
				doubled(
					'the substance',
					[...lab.substances.values()].map(({ name }) => name),
					[blend],
				),
		};
	},
};

export const containerScenes: Scenery[] = [create, remove, move, setRecycling, update, upsert];
