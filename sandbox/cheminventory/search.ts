import type { BodyOf } from '../../nodes/ChemInventory/contract/endpoint';
import { executeSearch, listAdvancedFilters } from '../../nodes/ChemInventory/contract/search';
import type { SearchRuleGroup } from '../../nodes/ChemInventory/contract/search';
import { advancedFilters, matchesRules } from './advancedSearch';
import { handle } from './call';
import type { Asking, Handler } from './call';
import { ChemInventoryError } from './errors';
import { requireField, tagsIn } from './fieldValues';
import { wayTo } from './history';
import { requireSearchable, substanceOf } from './lookup';
import { hazardsOf, renderOrder, renderSummary } from './render';
import type { ContainerRecord, FieldRecord, OrderRecord } from './state';
import { hasSubstructure, sameStructure } from './structures';
import { dateFormat, dayInFormat } from './times';

type SearchBody = BodyOf<typeof executeSearch>;
type Matcher = (container: ContainerRecord) => boolean;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** `%` stands for any run of characters; the user's preference decides whether the whole name must fit. */
export function namePattern(text: string, preference: 'exact' | 'partial'): RegExp {
	const body = text.trim().split('%').map(escaped).join('.*');
	return new RegExp(preference === 'exact' ? `^${body}$` : body, 'is');
}

function textOf({ type, contents }: SearchBody): string {
	if (typeof contents !== 'string') throw new ChemInventoryError(`contents: a search of type ${type} takes text`);
	return contents;
}

const isRuleGroup = (contents: SearchBody['contents']): contents is SearchRuleGroup =>
	typeof contents === 'object' && 'condition' in contents;

function customFieldMatcher({ user }: Asking, field: FieldRecord, text: string): (value: string) => boolean {
	const wanted = text.toLowerCase();
	switch (field.type) {
		case 'date': {
			const day = dayInFormat(text, dateFormat(user.dateFormat));
			return (value) => value === day;
		}
		case 'number':
			return (value) => Number(value) === Number(text);
		case 'dropdown':
			return (value) => value.toLowerCase() === wanted;
		case 'tags':
			return (value) => tagsIn(value).some((tag) => tag.toLowerCase() === wanted);
		default:
			return (value) => value.toLowerCase().includes(wanted);
	}
}

/** `cf-date-363`: the data type must be the field's own. */
function byCustomField(asking: Asking, body: SearchBody): Matcher {
	const [prefix, dataType, id] = body.type.split('-', 3);
	const kind = prefix === 'cf' ? 'container' : 'substance';
	const field = requireField(asking.lab, asking.inventory, kind, Number(id));
	if (field.type !== dataType)
		throw new ChemInventoryError(`${body.type} is no search type: ${field.name} is a field of type ${field.type}.`);
	const fits = customFieldMatcher(asking, field, textOf(body));
	return (container) => {
		const value = (kind === 'container' ? container.fields : substanceOf(asking.lab, container).fields).get(field.id);
		return value !== undefined && fits(value);
	};
}

function matcherOf(asking: Asking, body: SearchBody): Matcher {
	const { lab, user } = asking;
	switch (body.type) {
		case 'name': {
			const pattern = namePattern(textOf(body), user.nameSearch);
			return (container) => {
				const { name, synonyms } = substanceOf(lab, container);
				return [container.name, name, ...synonyms].some((text) => pattern.test(text));
			};
		}
		case 'cas': {
			const cas = textOf(body).trim();
			return (container) => substanceOf(lab, container).cas === cas;
		}
		case 'barcode': {
			const barcode = textOf(body);
			return (container) => container.barcode === barcode;
		}
		case 'ghs': {
			const { contents } = body;
			if (typeof contents === 'string' || isRuleGroup(contents))
				throw new ChemInventoryError('contents: a GHS search takes {searchtype, items}');
			const wanted = new Set(contents.items);
			return ({ substance, inventory }) =>
				hazardsOf(lab, substance, inventory).some(({ codes }) => codes.some((code) => wanted.has(code)));
		}
		case 'advanced': {
			const { contents } = body;
			if (!isRuleGroup(contents))
				throw new ChemInventoryError('contents: an advanced search takes the rules of QueryBuilder');
			return matchesRules(asking, contents);
		}
		case 'exactstructure': {
			const structure = textOf(body);
			return (container) => sameStructure(structure, substanceOf(lab, container).smiles);
		}
		case 'substructure': {
			const structure = textOf(body);
			return (container) => hasSubstructure(structure, substanceOf(lab, container).smiles);
		}
		case 'substanceid':
		case 'containerid': {
			const text = textOf(body);
			const key = body.type === 'substanceid' ? 'substance' : 'id';
			return (container) => String(container[key]) === text.trim();
		}
		default:
			return byCustomField(asking, body);
	}
}

/** The containers that the search looks at. Those in recycling are offered to the whole site. */
function scopeOf({ lab, user, inventory }: Asking, target: SearchBody['inventory']): ContainerRecord[] {
	if (target === 'site' || target === 'enterprise') return lab.liveContainers();
	if (target === 'recycling') {
		if (!inventory.hasRecycling) throw new ChemInventoryError('Recycling is not enabled for this site.');
		return lab.liveContainers().filter(({ isInRecycling }) => isInRecycling);
	}
	return lab.liveContainers(requireSearchable(lab, user, target).id);
}

/** "Limit search to" takes hits away without a sign (trap 9). */
function withinLimit({ lab, user }: Asking): Matcher {
	return ({ inventory, location }) => {
		const limit = user.limitLocations.get(inventory) ?? [];
		return limit.length === 0 || wayTo(lab, location).some(({ id }) => limit.includes(id));
	};
}

/** Whether a search finds an open order: what is ordered decides. */
function fitsOrder({ lab, user }: Asking, body: SearchBody): (order: OrderRecord) => boolean {
	switch (body.type) {
		case 'name': {
			const pattern = namePattern(textOf(body), user.nameSearch);
			return (order) => {
				const { name, synonyms } = substanceOf(lab, order);
				return [order.name, name, ...synonyms].some((text) => pattern.test(text));
			};
		}
		case 'cas':
			return (order) => substanceOf(lab, order).cas === textOf(body).trim();
		case 'substanceid':
			return (order) => String(order.substance) === textOf(body).trim();
		default:
			return () => false;
	}
}

function ordersFound(call: Asking, body: SearchBody): OrderRecord[] {
	const { lab, inventory } = call;
	const looksAtOwn = body.inventory === 'site' || body.inventory === 'enterprise' || body.inventory === inventory.id;
	if (lab.settings.switches.foundOrders === 'none' || !looksAtOwn) return [];
	return lab.openOrders(inventory.id).filter(fitsOrder(call, body));
}

export const searchHandlers: Handler[] = [
	handle(executeSearch, (call) => ({
		orders: ordersFound(call, call.body).map((order) => renderOrder(call.lab, order)),
		containers: scopeOf(call, call.body.inventory)
			.filter(matcherOf(call, call.body))
			.filter(withinLimit(call))
			.map((container) => renderSummary(call.lab, container)),
	})),

	handle(listAdvancedFilters, (call) => advancedFilters(call)),
];
