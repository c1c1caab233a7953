import type { IDataObject } from 'n8n-workflow';

import { rl } from '../../support/chemRuns';
import { changingText, chemRequests, done, holds } from '../scenario';
import type { Scenery, Stage } from '../scenario';

function newUser(stage: Stage) {
	const { lab } = stage.lab;
	const name = stage.mark();
	const user = {
		...stage.lab.user('user'),
		id: lab.ids.user.next(),
		email: `${name}@sandbox-lab.example`,
		lastName: name,
		barcode: null,
		roles: new Map([[stage.sandbox.chemInventory.inventoryId, 4 as const]]),
		collection: new Set<number>(),
		passwordResets: 0,
	};
	lab.users.set(user.id, user);
	return user;
}

/** A user by ID or address. */
function oneUser(stage: Stage) {
	const by = stage.pick(['id', 'email'] as const);
	return {
		by,
		parameters: { resource: 'user', user: rl('={{ $json.user }}', by), options: {} },
		jsonOf: (user: { id: number; email: string }): IDataObject => ({ user: user[by] }),
	};
}

const createUser: Scenery = {
	operation: 'chemInventory user create',
	...chemRequests('/inventorymanagement/users/add'),
	build: (stage, items) => ({
		parameters: {
			resource: 'user',
			email: '={{ $json.mark }}.{{ Math.floor(Math.random() * 1000) }}@sandbox-lab.example',
			firstName: 'Lab',
			lastName: changingText,
			role: '4',
			options: {},
		},
		wishes: Array.from({ length: items }, () => {
			const mark = stage.mark();
			return {
				json: { mark },
				effects: done('/inventorymanagement/users/add', ({ email }) => String(email).startsWith(`${mark}.`)),
				shows: () => [...stage.lab.lab.users.values()].some(({ email }) => email.startsWith(`${mark}.`)),
			};
		}),
	}),
};

const disable: Scenery = {
	operation: 'chemInventory user disable',
	...chemRequests('/inventorymanagement/users/disable'),
	build(stage, items) {
		const { parameters, jsonOf } = oneUser(stage);
		return {
			parameters,
			wishes: stage
				.records(items, () => newUser(stage))
				.map(({ record }) => ({
					json: jsonOf(record),
					aim: `${record.id}`,
					effects: done('/inventorymanagement/users/disable', ({ id }) => id === record.id),
					shows: () => record.roles.size === 0,
				})),
		};
	},
};

const resetPassword: Scenery = {
	operation: 'chemInventory user resetPassword',
	...chemRequests('/inventorymanagement/users/resetpassword'),
	build(stage, items) {
		const { parameters, jsonOf } = oneUser(stage);
		return {
			parameters: { ...parameters, newPassword: '={{ "fake-password-" + Math.random() }}' },
			wishes: Array.from({ length: items }, () => {
				const user = newUser(stage);
				return {
					json: jsonOf(user),
					effects: done('/inventorymanagement/users/resetpassword', ({ id }) => id === user.id),
					shows: () => user.passwordResets > 0,
					hidden: 'a password can be read nowhere',
				};
			}),
		};
	},
};

const updateUser: Scenery = {
	operation: 'chemInventory user update',
	...chemRequests('/inventorymanagement/users/update'),
	build(stage, items) {
		const { parameters, jsonOf, by } = oneUser(stage);
		const movesOn = stage.chance(30);
		return {
			parameters: {
				...parameters,
				updateFields: {
					lastName: changingText,
					...(movesOn ? { email: '={{ $json.mark }}.{{ Math.floor(Math.random() * 1000) }}@sandbox-lab.example' } : {}),
				},
			},
			wishes: stage
				.records(items, () => newUser(stage), by === 'id')
				.map(({ record, isOnly }) => {
					const mark = stage.mark();
					return {
						json: { ...jsonOf(record), mark },
						effects: done(
							'/inventorymanagement/users/update',
							({ id, lastname }) => id === record.id && holds(lastname, mark),
						),
						shows: isOnly ? () => holds(record.lastName, mark) : undefined,
					};
				}),
		};
	},
};

function newWatchlist(stage: Stage) {
	const { lab } = stage.lab;
	const list = {
		id: lab.ids.watchlist.next(),
		scope: 'inventory' as const,
		inventory: stage.sandbox.chemInventory.inventoryId,
		name: stage.mark(),
		terms: ['64-19-7'],
	};
	lab.watchlists.set(list.id, list);
	return list;
}

/** A watchlist by ID or name. */
function oneWatchlist(stage: Stage) {
	const by = stage.pick(['id', 'name'] as const);
	return {
		by,
		parameters: { resource: 'watchlist', watchlist: rl('={{ $json.list }}', by) },
		jsonOf: (list: { id: number; name: string }): IDataObject => ({ list: list[by] }),
	};
}

const createWatchlist: Scenery = {
	operation: 'chemInventory watchlist create',
	...chemRequests('/watchlist/save'),
	build: (stage, items) => ({
		parameters: { resource: 'watchlist', name: changingText, scope: 'inventory', terms: '64-19-7' },
		wishes: Array.from({ length: items }, () => {
			const mark = stage.mark();
			return {
				json: { mark },
				effects: done('/watchlist/save', ({ name }) => holds(name, mark)),
				shows: () => [...stage.lab.lab.watchlists.values()].some(({ name }) => holds(name, mark)),
			};
		}),
	}),
};

const deleteWatchlist: Scenery = {
	operation: 'chemInventory watchlist delete',
	...chemRequests('/watchlist/delete'),
	build(stage, items) {
		const { parameters, jsonOf } = oneWatchlist(stage);
		return {
			parameters,
			wishes: stage
				.records(items, () => newWatchlist(stage))
				.map(({ record }) => ({
					json: jsonOf(record),
					aim: `${record.id}`,
					effects: done('/watchlist/delete', ({ id }) => id === record.id),
					shows: () => !stage.lab.lab.watchlists.has(record.id),
				})),
		};
	},
};

const updateWatchlist: Scenery = {
	operation: 'chemInventory watchlist update',
	...chemRequests('/watchlist/save'),
	build(stage, items) {
		const { parameters, jsonOf, by } = oneWatchlist(stage);
		return {
			parameters: {
				...parameters,
				updateFields: stage.chance(50) ? { addTerms: changingText } : { name: changingText },
			},
			wishes: stage
				.records(items, () => newWatchlist(stage), by === 'id')
				.map(({ record, isOnly }) => {
					const mark = stage.mark();
					return {
						json: { ...jsonOf(record), mark },
						// Terms of earlier items go out again with the next change of the same list.
						effects: done('/watchlist/save', ({ id, name, terms }) => {
							const added: unknown = [terms].flat().at(-1);
							return id === record.id && (holds(name, mark) || holds(added, mark));
						}),
						shows: isOnly ? () => holds(stage.lab.lab.watchlists.get(record.id), mark) : undefined,
					};
				}),
		};
	},
};

export const peopleScenes: Scenery[] = [
	createUser,
	disable,
	resetPassword,
	updateUser,
	createWatchlist,
	deleteWatchlist,
	updateWatchlist,
];
