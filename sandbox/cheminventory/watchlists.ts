import {
	checkSubstance,
	deleteWatchlist,
	listWatchlists,
	reportWatchlist,
	saveWatchlist,
} from '../../nodes/ChemInventory/contract/watchlist';
import { handle, none } from './call';
import type { Asking, Handler } from './call';
import { ChemInventoryError, unknown } from './errors';
import { audit, fullPathOf } from './history';
import { requireSubstance, substanceOf } from './lookup';
import { unitText } from './render';
import type { OwnScope, Scope, SubstanceRecord, WatchlistRecord } from './state';
import { table } from './tables';

const isVisible =
	({ inventory }: Asking) =>
	(list: WatchlistRecord) =>
		list.inventory === 0 || list.inventory === inventory.id;

function requireWatchlist(asking: Asking, id: number): WatchlistRecord {
	const list = asking.lab.watchlists.get(id);
	if (list === undefined || !isVisible(asking)(list)) throw unknown('watchlist', id);
	return list;
}

/** Only site administrators act beyond their inventory; nobody here administers the enterprise. */
export function checkScope({ user }: Asking, scope: OwnScope): void {
	if (scope === 'inventory' || (scope === 'site' && user.isSiteAdmin)) return;
	throw new ChemInventoryError(`You are not an administrator of the ${scope}.`);
}

/** A term is a CAS number or a name. */
const holds = ({ terms }: WatchlistRecord, { cas, name, synonyms }: SubstanceRecord) => {
	const wanted = new Set(terms.map((term) => term.toLowerCase()));
	return [cas, name, ...synonyms].some((text) => wanted.has(text.toLowerCase()));
};

const renderWatchlist = ({ id, name, terms }: WatchlistRecord) => ({ id, name, terms: [...terms], emailalert: [] });

export const watchlistHandlers: Handler[] = [
	handle(listWatchlists, (call) => {
		const visible = [...call.lab.watchlists.values()].filter(isVisible(call));
		const inScope = (scope: Scope) => visible.filter((list) => list.scope === scope).map(renderWatchlist);
		return {
			global: inScope('global'),
			inventory: inScope('inventory'),
			site: inScope('site'),
			enterprise: inScope('enterprise'),
		};
	}),

	/** Replaces all terms, and tells no id. */
	handle(saveWatchlist, (call) => {
		const { lab, inventory, body } = call;
		checkScope(call, body.scope);
		const before = body.id === 0 ? undefined : requireWatchlist(call, body.id);
		if (before !== undefined && before.scope !== body.scope) throw unknown(`${body.scope} watchlist`, body.id);
		const list: WatchlistRecord = {
			id: before?.id ?? lab.ids.watchlist.next(),
			scope: body.scope,
			inventory: body.scope === 'inventory' ? inventory.id : 0,
			name: body.name,
			terms: [...body.terms],
		};
		lab.watchlists.set(list.id, list);
		audit(call, 'Watchlist', before === undefined ? 'Creation' : 'Edit', `Watchlist ${list.name} saved`);
		return none;
	}),

	handle(deleteWatchlist, (call) => {
		const list = requireWatchlist(call, call.body.id);
		if (list.scope === 'global') throw new ChemInventoryError('This watchlist is managed by the service.');
		checkScope(call, list.scope);
		call.lab.watchlists.delete(list.id);
		audit(call, 'Watchlist', 'Deletion', `Watchlist ${list.name} deleted`);
		return none;
	}),

	handle(reportWatchlist, (call) => {
		const { lab, inventory, body } = call;
		checkScope(call, body.scope);
		const list = requireWatchlist(call, body.id);
		const containers = lab
			.liveContainers(body.scope === 'inventory' ? inventory.id : undefined)
			.filter((container) => holds(list, substanceOf(lab, container)));
		return table(
			{
				id: 'Container ID',
				name: 'Container Name',
				cas: 'CAS',
				size: 'Size',
				unit: 'Unit',
				barcode: 'Barcode',
				location: 'Location',
			},
			containers.map((container) => ({
				id: container.id,
				name: container.name,
				cas: substanceOf(lab, container).cas,
				size: container.size,
				unit: unitText(lab, container.unit),
				barcode: container.barcode,
				location: fullPathOf(lab, container),
			})),
		);
	}),

	handle(checkSubstance, (call) => {
		const substance = requireSubstance(call.lab, call.body.substanceid);
		return [...call.lab.watchlists.values()]
			.filter(isVisible(call))
			.filter((list) => holds(list, substance))
			.map(({ id, name }) => ({ watchlistid: id, watchlistname: name, hassubstance: true }));
	}),
];
