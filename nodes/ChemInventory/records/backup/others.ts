import type { IDataObject } from 'n8n-workflow';

import { listIn } from '../../../shared/backup/cellValue';
import { valueText } from '../../../shared/backup/compare/valueText';
import { idOf } from '../../../shared/backup/idCounter';
import type { RecordKind } from '../../../shared/backup/recordKind';
import { prefixOf } from '../customField/definitions';
import { withOwnFields } from '../order/order';
import { customFieldWords, fileWords, locationWords, userWords, watchlistWords } from '../otherWords';
import { orderWords } from '../vocabulary';
import { textOrNothing, without, wordedKind } from './worded';

const owners = ['inventoryId', 'siteId', 'enterpriseId'];

/** Its path without its own name. */
function pathAbove({ path, name }: IDataObject): string | undefined {
	const [text, own] = [valueText(path), valueText(name)];
	return text.endsWith(` > ${own}`) ? text.slice(0, -own.length - 3) : undefined;
}

const isRoot = (parent: string) => parent === '0' || parent === '';

export const locationKind: RecordKind = {
	...wordedKind({
		name: 'location',
		plural: 'locations',
		words: locationWords,
		leftOut: ['path', 'parentId', 'numberOfContainers'],
		signs: ['parent', 'parentId', 'numbercontainers', 'numberOfContainers'],
		onlyRaw: ['parent', 'numbercontainers'],
		onlySimplified: ['parentId', 'path', 'numberOfContainers'],
		view(record) {
			const parent = valueText(record.parentId);
			return {
				place: pathAbove(record) ?? (isRoot(parent) ? 'the top' : `location ${parent}`),
				placeId: parent || '0',
			};
		},
	}),
	placesById: true,
};

const plainOrders = wordedKind({
	name: 'order',
	plural: 'orders',
	words: orderWords,
	leftOut: [
		...['unitId', 'supplierId', 'user', 'firstName', 'lastName', 'inventoryId', 'inventory', 'status'],
		...['molecularFormula', 'molecularWeight', 'exactMass', 'iupacName', 'needsRetrieval'],
	],
	signs: ['datesubmitted', 'dateSubmitted'],
	onlyRaw: ['datesubmitted', 'substanceid', 'suppliername'],
	onlySimplified: ['dateSubmitted', 'substanceId'],
});

/** "0" until the order is placed. */
const ordered = (value: unknown) => (valueText(value) === '0' ? null : value);

export const orderKind: RecordKind = {
	...plainOrders,
	view(record) {
		// Raw ones keep the lab's own fields in one value.
		const { fields, ...rest } = plainOrders.view('customfields' in record ? withOwnFields(record) : record);
		return {
			...rest,
			fields: { ...fields, dateOrdered: ordered(fields.dateOrdered), destinationId: ordered(fields.destinationId) },
		};
	},
};

export const watchlistKind: RecordKind = wordedKind({
	name: 'watchlist',
	plural: 'watchlists',
	words: watchlistWords,
	leftOut: owners,
	signs: ['terms'],
	onlyRaw: [],
	onlySimplified: [],
	view: (record) => ({
		fields: {
			...without(record, new Set(['id', 'name', ...owners])),
			terms: listIn(record.terms).map(valueText).sort(),
		},
	}),
});

export const fileKind: RecordKind = wordedKind({
	name: 'file',
	plural: 'files',
	words: fileWords,
	leftOut: [...owners, 'firstName', 'lastName'],
	signs: ['mimetype', 'mimeType', 'dateuploaded', 'dateUploaded'],
	onlyRaw: ['categoryid', 'mimetype', 'dateuploaded'],
	onlySimplified: ['categoryId', 'mimeType', 'dateUploaded'],
});

export const userKind: RecordKind = wordedKind({
	name: 'user',
	plural: 'users',
	words: userWords,
	leftOut: ['inventoryId', 'firstName', 'lastName', 'role'],
	signs: ['accounttype', 'accountType'],
	onlyRaw: ['accounttype', 'firstname'],
	onlySimplified: ['accountType', 'firstName'],
	view: ({ firstName, lastName, email }) => ({
		name: [firstName, lastName].map(valueText).filter(Boolean).join(' ') || textOrNothing(email),
	}),
});

export const customFieldKind: RecordKind = {
	...wordedKind({
		name: 'customField',
		plural: 'custom fields',
		words: customFieldWords,
		leftOut: [...owners, 'key'],
		signs: ['fieldtype', 'fieldOf'],
		onlyRaw: ['fieldtype'],
		onlySimplified: ['fieldOf'],
	}),
	/** Fields of containers and of substances have numbers of their own. */
	idOf(record) {
		const id = idOf(record);
		const kind = valueText(record.fieldtype ?? record.fieldOf);
		return id === undefined ? undefined : `${prefixOf(kind === 'container' ? 'container' : 'substance')}-${id}`;
	},
};

/** `2026-11-26 10:00:00`, in UTC, as items have it. */
const isoTime = (time: string) => time.replace(/^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/, '$1T$2Z');

const inTexts = (values: IDataObject) =>
	Object.fromEntries(Object.entries(values).map(([key, value]) => [key, valueText(value)]));

export const auditEntryKind: RecordKind = {
	name: 'auditEntry',
	plural: 'entries of the audit history',
	isOne: (record) => ['time', 'user', 'area', 'action'].every((key) => key in record),
	view({ time, user, area, action, text }) {
		const at = isoTime(valueText(time));
		return {
			name: `${at} ${valueText(user)}: ${[area, action, text].map(valueText).filter(Boolean).join(', ')}`,
			fields: { time: at, ...inTexts({ user, area, action, text }) },
		};
	},
	onlyRaw: [],
	onlySimplified: [],
	isLog: true,
};
