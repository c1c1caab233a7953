import { mapped } from '../../test/support/mapped';
import type { Case } from '../case';
import { locator, ours } from '../steps';

const upTo = (count: number) => Array.from({ length: count }, (_none, index) => index);

interface Spread {
	name: string;
	/** How many places and substances the containers are spread over. */
	over: [places: number, substances: number];
	title: string;
}

function creations(count: number, { name, over, title }: Spread): Case {
	return {
		name,
		title: `${count.toLocaleString('en')} creations of containers, ${title}`,
		needs: {},
		writes: true,
		ours: ({ places, substances }) =>
			ours(
				upTo(count).map((index) => ({
					name: `New container ${index}`,
					barcode: `NEW${String(index).padStart(5, '0')}`,
					place: places[index % over[0]],
					substance: substances[Math.floor(index / over[0]) % over[1]],
				})),
				'n8n-nodes-cheminventory.chemInventoryContainer',
				{
					operation: 'create',
					specifyData: 'fields',
					name: '={{ $json.name }}',
					substance: locator('={{ $json.substance }}', 'cas'),
					location: locator('={{ $json.place }}', 'path'),
					size: '5',
					unit: locator('g', 'name'),
					barcodeCheck: 'refuse',
					barcode: '={{ $json.barcode }}',
					additionalFields: { comments: 'Came in today' },
					customFields: mapped({}),
					output: 'simplified',
					options: {},
				},
			),
	};
}

const moves: Case = {
	name: 'moves',
	title: '200 moves of containers by barcode, to 20 places',
	needs: { containers: 200 },
	writes: true,
	ours: ({ barcodes, places }) =>
		ours(
			barcodes.map((barcode, index) => ({ barcode, place: places[index % places.length] })),
			'n8n-nodes-cheminventory.chemInventoryContainer',
			{
				operation: 'move',
				containersBy: 'barcode',
				containers: '={{ $json.barcode }}',
				location: locator('={{ $json.place }}', 'path'),
				ifSomeDoNotMove: 'fail',
			},
		),
};

const updates: Case = {
	name: 'updates',
	title: '1,000 updates of samples',
	needs: { samples: 1_000 },
	writes: true,
	ours: ({ samples }) =>
		ours(
			samples.map((id) => ({ id })),
			'n8n-nodes-cdd-vault.cddInventorySample',
			{
				operation: 'update',
				sample: locator('={{ $json.id }}'),
				specifyData: 'fields',
				events: { event: [{ debit: '1' }] },
				options: {},
			},
		),
};

const spread = (count: number): Spread => ({
	name: `create-${count}`,
	over: [20, 10],
	title: '20 places × 10 substances',
});

export const fewWrites: Case[] = [creations(200, spread(200)), moves];
/** These take minutes. */
export const manyWrites: Case[] = [
	updates,
	creations(2_000, spread(2_000)),
	creations(2_000, { name: 'create-together', over: [1, 1], title: 'all of one substance in one place' }),
];
