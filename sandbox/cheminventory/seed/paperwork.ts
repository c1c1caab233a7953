import type { ChemInventoryLab } from '../lab';
import { site } from '../state';
import type { Belonging } from '../state';
import { addDays, timestamp } from '../times';
import { fieldIds } from './fields';
import { userIds } from './people';
import { inventoryIds } from './places';

const own: Belonging = { inventory: inventoryIds.main, site: 0, enterprise: 0 };
const ofSite: Belonging = { inventory: 0, site: site.id, enterprise: 0 };

const orderCount = 12;
const fileCount = 20;

/** Every third order has been placed. */
function seedOrders(lab: ChemInventoryLab): void {
	const now = lab.settings.now();
	const substances = [...lab.substances.values()];
	const suppliers = [...lab.suppliers.values()].filter(({ inventory }) => inventory === inventoryIds.main);
	const bench = [...lab.locations.values()].find(({ name }) => name === 'Cupboard 2');
	for (let index = 0; index < orderCount; index += 1) {
		const substance = substances[index * 9];
		const supplier = suppliers[index % 7];
		if (substance === undefined || supplier === undefined) continue;
		const id = lab.ids.order.next();
		lab.orders.set(id, {
			id,
			inventory: inventoryIds.main,
			substance: substance.id,
			name: substance.name,
			size: index % 2 === 0 ? '500' : '25',
			unit: index % 2 === 0 ? 1 : 5,
			supplier: supplier.id,
			userId: index % 2 === 0 ? userIds.user : userIds.orders,
			comments: index % 4 === 0 ? 'Product Number: ABC-123\nPurity: 99%' : '',
			submittedAt: timestamp(addDays(now, -20 + index)),
			...(index % 3 === 0 ? { orderedAt: timestamp(addDays(now, -10 + index / 2)) } : {}),
			destination: index % 4 === 1 ? (bench?.id ?? 0) : 0,
			fields: new Map(index % 5 === 0 ? [[fieldIds.productCode, `ORD-${index}`]] : []),
			sendsMail: false,
		});
	}
}

function seedWatchlists(lab: ChemInventoryLab): void {
	const add = (scope: 'global' | 'inventory' | 'site', name: string, terms: string[]) => {
		const id = lab.ids.watchlist.next();
		lab.watchlists.set(id, { id, scope, inventory: scope === 'inventory' ? inventoryIds.main : 0, name, terms });
	};
	add('global', 'Explosives precursors', ['7722-84-1', '7697-37-2', '67-64-1', '75-52-5']);
	add('inventory', 'Peroxide formers', ['60-29-7', '109-99-9', '123-91-1', 'Ether']);
}

/** Real bytes, small: a PDF with one empty page, a list, a picture of one point. */
function contentOf(type: string, title: string): Buffer {
	if (type === 'text/csv') return Buffer.from(`substance,value\r\n"${title}",1\r\n`, 'utf8');
	if (type === 'image/png') {
		return Buffer.from(
			'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
			'base64',
		);
	}
	const pdf = [
		'%PDF-1.4',
		'1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
		'2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
		'3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj',
		`4 0 obj<</Title(${title.replaceAll(/[^\w ]/g, ' ')})>>endobj`,
		'trailer<</Root 1 0 R/Info 4 0 R>>',
		'%%EOF',
	];
	return Buffer.from(pdf.join('\n'), 'latin1');
}

const kinds = [
	['application/pdf', 'pdf'],
	['text/csv', 'csv'],
	['image/png', 'png'],
] as const;

function seedFiles(lab: ChemInventoryLab): void {
	const now = lab.settings.now();
	const categories = ['(M)SDS', 'Certificates', 'Risk Assessments', 'Site Procedures'].map((name) => {
		const id = lab.ids.category.next();
		const belonging = name === 'Site Procedures' ? ofSite : own;
		lab.fileCategories.set(id, { id, name, createdAt: timestamp(addDays(now, -1000)), ...belonging });
		return { id, belonging };
	});
	const substances = [...lab.substances.values()];
	for (let index = 0; index < fileCount; index += 1) {
		const category = categories[index % 5];
		const substance = substances[index * 3];
		const [mimeType, ending] = kinds[index % 8 === 5 ? 1 : index % 8 === 7 ? 2 : 0];
		if (substance === undefined) continue;
		const id = lab.ids.file.next();
		const isOfSite = category?.belonging === ofSite;
		lab.files.set(id, {
			id,
			name: isOfSite ? `Procedure ${index}.${ending}` : `${substance.name}.${ending}`,
			category: category?.id ?? 0,
			mimeType,
			bytes: contentOf(mimeType, substance.name),
			uploadedAt: timestamp(addDays(now, -300 + index)),
			userId: userIds.admin,
			substances: new Set(
				isOfSite ? [] : index === 0 ? [substance.id, substances[1]?.id ?? substance.id] : [substance.id],
			),
			...(category?.belonging ?? own),
		});
	}
}

/** Orders, watchlists and files. */
export function seedPaperwork(lab: ChemInventoryLab): void {
	seedOrders(lab);
	seedWatchlists(lab);
	seedFiles(lab);
}
