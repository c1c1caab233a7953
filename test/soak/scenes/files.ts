import type { IDataObject } from 'n8n-workflow';

import { rl } from '../../support/chemRuns';
import { present } from '../../support/present';
import { changingText, chemRequests, done, holds } from '../scenario';
import type { Scenery, Stage } from '../scenario';

function newFile(stage: Stage) {
	const { lab } = stage.lab;
	const model = present([...lab.files.values()].find(({ inventory }) => inventory !== 0));
	const file = {
		...model,
		id: lab.ids.file.next(),
		name: `${stage.mark()}.pdf`,
		category: 0,
		substances: new Set<number>(),
	};
	lab.files.set(file.id, file);
	return file;
}

function newCategory(stage: Stage) {
	const { lab } = stage.lab;
	const model = present([...lab.fileCategories.values()].find(({ inventory }) => inventory !== 0));
	const category = { ...model, id: lab.ids.category.next(), name: stage.mark() };
	lab.fileCategories.set(category.id, category);
	return category;
}

const file = { resource: 'file', file: rl('={{ $json.file }}') };

/** A category by its ID or its name. */
function oneCategory(stage: Stage) {
	const by = stage.pick(['id', 'name'] as const);
	return {
		by,
		parameters: { resource: 'file', category: rl('={{ $json.category }}', by) },
		jsonOf: (category: { id: number; name: string }): IDataObject => ({ category: category[by] }),
	};
}

const createCategory: Scenery = {
	operation: 'chemInventory file createCategory',
	...chemRequests('/filestore/createcategory'),
	build: (stage, items) => ({
		parameters: { resource: 'file', name: changingText, scope: 'inventory' },
		wishes: Array.from({ length: items }, () => {
			const mark = stage.mark();
			return {
				json: { mark },
				effects: done('/filestore/createcategory', ({ name }) => holds(name, mark)),
				shows: () => [...stage.lab.lab.fileCategories.values()].some(({ name }) => holds(name, mark)),
			};
		}),
	}),
};

const remove: Scenery = {
	operation: 'chemInventory file delete',
	...chemRequests('/filestore/deletefile'),
	build: (stage, items) => ({
		parameters: file,
		wishes: stage
			.records(items, () => newFile(stage))
			.map(({ record: { id } }) => ({
				json: { file: id },
				aim: `${id}`,
				effects: done('/filestore/deletefile', ({ fileid }) => fileid === id),
				shows: () => !stage.lab.lab.files.has(id),
			})),
	}),
};

const deleteCategory: Scenery = {
	operation: 'chemInventory file deleteCategory',
	...chemRequests('/filestore/deletecategory'),
	build(stage, items) {
		const { parameters, jsonOf } = oneCategory(stage);
		return {
			parameters,
			wishes: stage
				.records(items, () => newCategory(stage))
				.map(({ record }) => ({
					json: jsonOf(record),
					aim: `${record.id}`,
					effects: done('/filestore/deletecategory', ({ id }) => id === record.id),
					shows: () => !stage.lab.lab.fileCategories.has(record.id),
				})),
		};
	},
};

const rename: Scenery = {
	operation: 'chemInventory file rename',
	...chemRequests('/filestore/renamefile'),
	build: (stage, items) => ({
		parameters: { ...file, newName: changingText },
		wishes: stage
			.records(items, () => newFile(stage))
			.map(({ record: { id }, isOnly }) => {
				const mark = stage.mark();
				return {
					json: { file: id, mark },
					effects: done('/filestore/renamefile', ({ fileid, filename }) => fileid === id && holds(filename, mark)),
					shows: isOnly ? () => holds(stage.lab.lab.files.get(id)?.name, mark) : undefined,
				};
			}),
	}),
};

const renameCategory: Scenery = {
	operation: 'chemInventory file renameCategory',
	...chemRequests('/filestore/renamecategory'),
	build(stage, items) {
		const { parameters, jsonOf, by } = oneCategory(stage);
		return {
			parameters: { ...parameters, newName: changingText },
			wishes: stage
				.records(items, () => newCategory(stage), by === 'id')
				.map(({ record, isOnly }) => {
					const mark = stage.mark();
					const json = { ...jsonOf(record), mark };
					return {
						json,
						effects: done('/filestore/renamecategory', ({ id, name }) => id === record.id && holds(name, mark)),
						shows: isOnly ? () => holds(stage.lab.lab.fileCategories.get(record.id)?.name, mark) : undefined,
					};
				}),
		};
	},
};

const setCategory: Scenery = {
	operation: 'chemInventory file setCategory',
	...chemRequests('/filestore/updatefilecategory'),
	build(stage, items) {
		const { parameters, jsonOf } = oneCategory(stage);
		const categories = [newCategory(stage), newCategory(stage)] as const;
		return {
			parameters: { ...parameters, ...file, putInto: 'category' },
			wishes: stage
				.records(items, () => newFile(stage))
				.map(({ record: { id }, isOnly }) => {
					const category = stage.pick(categories);
					return {
						json: { ...jsonOf(category), file: id },
						aim: `${id} in ${category.id}`,
						repeats: true,
						effects: done(
							'/filestore/updatefilecategory',
							({ fileid, newcategoryid }) => fileid === id && newcategoryid === category.id,
						),
						shows: isOnly ? () => stage.lab.lab.files.get(id)?.category === category.id : undefined,
					};
				}),
		};
	},
};

function linking(operation: 'link' | 'unlink', path: string): Scenery {
	const isLinked = operation === 'link';
	return {
		operation: `chemInventory file ${operation}`,
		...chemRequests(path),
		build(stage, items) {
			const substances = ['67-64-1', '67-56-1', '64-17-5'].map((cas) => stage.lab.substance(cas).id);
			return {
				parameters: { ...file, substance: rl('={{ $json.substance }}') },
				wishes: stage
					.records(items, () => ({ file: newFile(stage), substance: substances[stage.random(3)] ?? 0 }))
					.map(
						({
							record: {
								file: { id, substances: links },
								substance,
							},
						}) => {
							if (!isLinked || stage.chance(15)) links.add(substance);
							return {
								json: { file: id, substance },
								aim: `${id} ${substance}`,
								effects: done(path, ({ fileid, substanceid }) => fileid === id && substanceid === substance),
								shows: () => links.has(substance) === isLinked,
							};
						},
					),
			};
		},
	};
}

export const fileScenes: Scenery[] = [
	createCategory,
	remove,
	deleteCategory,
	rename,
	renameCategory,
	setCategory,
	linking('link', '/filestore/addsubstancelink'),
	linking('unlink', '/filestore/removesubstancelink'),
];
