import type { IDataObject } from 'n8n-workflow';

import { Decimal } from '../../../nodes/shared/values/decimal';
import type { Chance } from '../../rows/chance';
import type { Lab, Made } from '../../support/backup/lab';

type Done = Omit<Made, 'id'> | undefined;

interface Container {
	readonly id: number;
	name: string;
	barcode: string;
	size: string;
	readonly unit: string;
	place: number;
	readonly others: Record<string, string>;
	hazards: string[];
	changes: number;
}

const pathOf = (place: number) => `Lab ${place % 3} > Cupboard ${place} > Shelf A > B`;

function booked(container: Container, sign: 1 | -1, difference: string): Done {
	if (!/^[\d.]+$/.test(container.size)) {
		const from = container.size;
		container.size = `${from}, opened`;
		return { change: 'edited', field: 'amount', from, to: container.size };
	}
	const from = Decimal.parse(container.size);
	const to = sign === 1 ? from.plus(Decimal.parse(difference)) : from.minus(Decimal.parse(difference));
	container.size = `${to.toString()}${to.toString().includes('.') ? '0' : '.0'}`;
	const change = sign === 1 ? 'credited' : 'debited';
	return { change, field: 'amount', from: from.toString(), to: to.toString(), difference, unit: container.unit };
}

const sizes = ['500', '2.5', '1.0', '100', '50 x 5 g tablets'];

const setOther =
	(key: string, shown: string) =>
	(chance: Chance, container: Container): Done => {
		const from = container.others[key] || null;
		container.others[key] = from !== null && chance.below(2) ? '' : `${from ?? ''}+${chance.next()}`;
		return { change: 'edited', field: shown, from, to: container.others[key] || null };
	};

const containers: Lab<Container> = {
	make: (chance, id) => ({
		id,
		name: `${chance.pick(['Acetone', 'Tris, 1 M', 'Toluol'])} ${id}`,
		barcode: `AB${id}`,
		size: chance.pick(sizes),
		unit: chance.pick(['mL', 'g']),
		place: 1 + chance.below(9),
		others: {
			supplier: chance.pick(['Sigma', 'TCI']),
			cas: '67-64-1',
			comments: chance.pick(['', 'old']),
			'cf-363': chance.pick(['', '2027-01-01']),
			'sf-9': '|a|b|',
		},
		hazards: ['H319', 'H225'],
		changes: 0,
	}),
	idOf: ({ id }) => id,
	write: (container) => ({
		id: container.id,
		substanceid: container.id + 1,
		name: container.name,
		'name-value': container.name.toLowerCase(),
		size: container.size,
		unit: container.unit,
		barcode: container.barcode,
		comments: container.others.comments || 'None',
		supplier: container.others.supplier ?? '',
		cas: container.others.cas ?? '',
		location: `Sandbox Group > ${pathOf(container.place)}`,
		locationid: container.place,
		hcodes: (container.changes % 2 ? [...container.hazards].reverse() : container.hazards).join('|'),
		molecularweight: 58.08,
		disposed: '0',
		inventory: 873,
		inventoryname: 'Sandbox Group',
		historycount: container.changes,
		lastuser: container.changes ? 'B. Person' : '',
		'cf-363': container.others['cf-363'] ?? '',
		'sf-9': container.others['sf-9'] ?? '',
	}),
	changes: [
		(chance, container) => booked(container, chance.pick([1, -1]), chance.pick(['0.1', '0.25'])),
		(_chance, container) => {
			const from = pathOf(container.place);
			container.place += 10;
			return { change: 'moved', field: 'location', from, to: pathOf(container.place) };
		},
		(_chance, container) => {
			const from = container.name;
			container.name = `${from} (alt)`;
			return { change: 'renamed', field: 'name', from, to: container.name };
		},
		(_chance, container) => {
			const from = container.barcode;
			container.barcode = `-${from}`;
			return { change: 'edited', field: 'barcode', from, to: container.barcode };
		},
		setOther('cf-363', 'cf-363'),
		setOther('comments', 'comments'),
		(_chance, container) => {
			container.others.cas = '64-17-5';
			return { change: 'edited', field: 'cas', from: '67-64-1', to: '64-17-5' };
		},
		(_chance, container) => {
			container.hazards.push('H336');
			return { change: 'edited', field: 'hazards', from: ['H225', 'H319'], to: ['H225', 'H319', 'H336'] };
		},
		(_chance, container) => {
			container.changes += 1;
			return undefined;
		},
	],
};

export const rawContainers = containers;

export const deletedContainers: Lab<Container> = {
	...containers,
	write: (container) => ({ ...containers.write(container), disposed: '1' }),
};

export const simplifiedContainers: Lab<Container> = {
	...containers,
	write: ({ id, name, barcode, size, unit, place, others, hazards, changes }) => ({
		id,
		name,
		barcode,
		cas: others.cas ?? null,
		size: /^[\d.]+$/.test(size) ? Number(size) : size,
		unit,
		location: pathOf(place),
		locationId: place,
		substanceId: id + 1,
		supplier: others.supplier ?? null,
		comments: others.comments || null,
		hazards: [...hazards].sort(),
		signalWord: 'Danger',
		historyCount: changes,
		lastUser: changes ? 'B. Person' : null,
		'cf-363': others['cf-363'] || null,
		'sf-9': others['sf-9'] || null,
	}),
};

interface Plain {
	readonly id: number;
	readonly record: IDataObject;
}

/** Records whose values are their fields. @param edits what is changed, by the name that changes have for it */
function plainLab(
	template: (id: number, chance: Chance) => IDataObject,
	edits: Readonly<Record<string, string>>,
	idOf: (id: number) => number | string = (id) => id,
): Lab<Plain> {
	return {
		make: (chance, id) => ({ id, record: template(id, chance) }),
		idOf: ({ id }) => idOf(id),
		write: ({ record }) => ({ ...record }),
		changes: Object.entries(edits).map(([key, field]) => (chance, { record }): Done => {
			const from = record[key] ?? null;
			record[key] = typeof from === 'number' ? from + 1 : `${String(from ?? '')}*${chance.next()}`;
			return { change: field === 'name' ? 'renamed' : 'edited', field, from, to: record[key] };
		}),
	};
}

export const plainLabs: ReadonlyArray<readonly [string, string, Lab<Plain>]> = [
	[
		'raw locations',
		'location',
		plainLab((id) => ({ id, name: `Shelf ${id}`, barcode: `L${id}`, parent: 1, numbercontainers: 7 }), {
			name: 'name',
			barcode: 'barcode',
		}),
	],
	[
		'simplified orders',
		'order',
		plainLab(
			(id) => ({
				id,
				name: `Toluene ${id}`,
				status: 'requested',
				size: '500',
				unit: 'mL',
				supplier: 'Sigma',
				dateSubmitted: '2026-11-01 10:00:00',
				dateOrdered: null,
				comments: null,
			}),
			{ size: 'size', comments: 'comments', dateOrdered: 'dateOrdered', supplier: 'supplier' },
		),
	],
	[
		'raw orders',
		'order',
		plainLab(
			(id) => ({
				id,
				name: `Toluene ${id}`,
				substanceid: 4,
				size: '500',
				unitid: 3,
				unit: 'mL',
				supplierid: 9,
				suppliername: 'Sigma',
				userid: 3,
				comments: '',
				datesubmitted: '2026-11-01 10:00:00',
				dateordered: '0',
				destinationlocation: 0,
				customfields: { '362': 'x' },
			}),
			{ size: 'size', comments: 'comments', suppliername: 'supplier' },
		),
	],
	[
		'watchlists',
		'watchlist',
		plainLab((id) => ({ scope: 'inventory', id, name: `List ${id}`, terms: ['60-29-7', 'THF'] }), { name: 'name' }),
	],
	[
		'raw files',
		'file',
		plainLab(
			(id) => ({
				id,
				name: `sds-${id}.pdf`,
				categoryid: 3,
				size: 1_000,
				dateuploaded: '2026-01-01 10:00:00',
				mimetype: 'application/pdf',
				inventory: 873,
			}),
			{ name: 'name', categoryid: 'categoryId', size: 'size' },
		),
	],
	[
		'raw users',
		'user',
		plainLab(
			(id) => ({
				id,
				firstname: 'Ada',
				lastname: `L${id}`,
				email: `u${id}@example.com`,
				accounttype: 4,
				barcode: null,
			}),
			{ email: 'email', accounttype: 'accountType', barcode: 'barcode' },
		),
	],
	[
		'simplified custom fields',
		'customField',
		plainLab(
			(id) => ({
				id: Math.floor(id / 2),
				key: `${id % 2 ? 'cf' : 'sf'}-${Math.floor(id / 2)}`,
				name: `Field ${id}`,
				fieldOf: id % 2 ? 'container' : 'substance',
				type: 'dropdown',
				allowedValues: ['a', 'b'],
				hidden: false,
			}),
			{ name: 'name', type: 'type' },
			(id) => `${id % 2 ? 'cf' : 'sf'}-${Math.floor(id / 2)}`,
		),
	],
];
