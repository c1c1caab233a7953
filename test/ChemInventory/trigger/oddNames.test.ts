import type { IDataObject } from 'n8n-workflow';

import {
	addContainers,
	deleteContainers,
	moveContainers,
	saveContainerField,
} from '../../../nodes/ChemInventory/contract/container';
import { seededRandom } from '../../../sandbox/cheminventory/seed/random';
import { forgetWaits } from '../../support/waits';
import { other, shelf, watchedForEachTest } from './watching';

const lab = watchedForEachTest();
beforeEach(forgetWaits);

const count = 500;
const pieces = [
	...[
		'Acetone',
		'Tris',
		'β-Alanine',
		'α,β-dimethyl',
		"3',5'-cAMP",
		'5″-phosphate',
		'Tube "large" 50 mL',
		'Gold',
		'pH 8.0',
		'99%',
	],
	...[
		'(I)',
		'(1 M)',
		'(R)-(+)',
		'[13C]',
		'(mg/m3)',
		'((x))',
		'(',
		')',
		'):',
		': ',
		':',
		'"',
		'\u201c',
		'\n',
		'  ',
		'\u00e9',
		'e\u0301',
	],
	...[
		'(OD00001)',
		'(OD00002): ',
		'(AEF01028) moved from "A" to "B"',
		'Container added to database',
		'Comments changed from "a" to "b"',
	],
	...[
		'deleted from "Stores"',
		'moved from',
		'to',
		'changed from',
		'" to "',
		' > ',
		'(B2): Comments changed from "" to "c"',
	],
];

/** Names as people and the log itself write them; each of their own. */
function oddNames(seed: number): string[] {
	const random = seededRandom(seed);
	const names = new Set<string>();
	while (names.size < count) {
		const length = 1 + random(5);
		const glue = [' ', ' ', ' ', ''][random(4)] ?? ' ';
		const name = Array.from({ length }, () => pieces[random(pieces.length)])
			.join(glue)
			.trim();
		if (name !== '') names.add(name);
	}
	return [...names];
}

it('tells name and barcode of containers with odd names right, or leaves them empty', async () => {
	const { client, trigger } = lab();
	const names = oddNames(17);
	const truth = names.map((name, index) => ({ name, barcode: `OD${String(index).padStart(5, '0')}` }));
	const triggers = ['containerAdded', 'containerEdited', 'containerMoved', 'containerDeleted'].map((event) =>
		trigger({ event, options: {} }),
	);
	for (const each of triggers) await each.activate();

	const ids = await client.ask(addContainers, {
		data: truth.map((container) => ({
			...container,
			locationid: client.lab.location(shelf).id,
			substanceid: client.lab.substance('67-64-1').id,
		})) as never,
	});
	for (const [at, containerid] of ids.entries())
		await client.ask(saveContainerField, { containerid, field: 'comments', newvalue: names[at] ?? '' });
	await client.ask(moveContainers, { containerid: ids, destinationid: client.lab.location(other).id });
	await client.ask(deleteContainers, { containerid: ids });

	for (const each of triggers) {
		const items: IDataObject[] = await each.poll();
		expect(items).toHaveLength(count);
		const wrong = items.filter(({ text, name, barcode }) => {
			const owners = truth.filter((one) => isOf(one, String(text)));
			return name !== null && !(owners.length === 1 && owners[0]?.name === name && owners[0]?.barcode === barcode);
		});
		expect(wrong).toEqual([]);
		expect(items.filter(({ name, barcode }) => (name === null) !== (barcode === null))).toEqual([]);
		expect(items.filter(({ name }) => name !== null).length).toBeGreaterThan(count / 2);
	}
}, 30_000);

/** The log puts name and barcode in front; a name may be the beginning of another. */
const isOf = ({ name, barcode }: { name: string; barcode: string }, text: string) =>
	text.startsWith(`${name} (${barcode})`);
