import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../../../scripts/lib/paths';
import { present } from '../../support/present';
import { useRealLab } from '../realLab';
import { useDesk } from './desk';
import { Person } from './person';
import type { Effort } from './person';
import { picture } from './pictures';

const lab = useRealLab();
const desk = useDesk(lab);
const inventory = () => lab().sandbox.chemInventory.lab;
const pageOfTasks = 'docs/tasks.md';

/** Carries out a task from an empty canvas, and compares what it took with the row of the table in the docs. */
function task(title: string, name: string, work: (person: Person) => Promise<void>): void {
	it(title, async () =>
		desk().keepingEvidence(title, async () => {
			await desk().editor.newWorkflow();
			const person = new Person(desk().editor);
			await work(person);
			await picture(desk().editor, `task-${name}`, pageOfTasks);
			expect(rowOf(person.effort)).toBe(rowInDocs(name));
		}),
	);
}

const rowOf = ({ clicks, drags, texts }: Effort) => `${clicks} | ${drags} | ${texts}`;

function rowInDocs(name: string): string | undefined {
	const row = new RegExp(`^\\| \\[[^\\]]+\\]\\(#${name}\\) \\| (.+) \\|$`, 'm');
	return row.exec(readFileSync(join(root, pageOfTasks), 'utf8'))?.[1];
}

describe('what a task takes from an empty canvas', () => {
	task('debits a sample by the barcode on its tube', 'debit-a-scanned-tube', async (person) => {
		const held = () => {
			const samples = [...lab().sandbox.cdd.samples.values()];
			return Number(samples.find(({ name }) => name === 'LAB-0000003-001-S1')?.current_amount);
		};
		const before = held();
		const form = await person.addStep(
			'debit',
			'CDD Inventory Sample',
			'Debit or credit an inventory sample or move it',
		);
		await person.chooseMode('sample', 'barcode');
		await person.writeInto('sample', 'SB100003');
		await person.write(form.field('debit'), '1.5');
		const [row] = await person.run(form);
		expect(row).toMatchObject({ barcode: 'SB100003', current_amount: String(before - 1.5) });
		expect(held()).toBe(before - 1.5);
	});

	task('makes an HTML table of what expires in 30 days', 'what-expires-in-30-days', async (person) => {
		const { customFields } = inventory().lab;
		const { inventoryId } = lab().sandbox.chemInventory;
		const expiry = present(
			[...customFields.values()].find(
				(field) => field.name === 'Expiry Date' && field.kind === 'container' && field.inventory === inventoryId,
			),
		);
		const soon = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
		const container = present(inventory().liveContainers()[0]);
		container.fields.set(expiry.id, soon);
		const form = await person.addStep('expire', 'ChemInventory Search', 'Search containers with rules');
		await person.select(form.field('field'), /^Expiry Date/);
		await person.select(form.field('operator'), /^In the Next/);
		const rows = await person.run(form);
		expect(rows).toContainEqual(expect.objectContaining({ barcode: container.barcode, 'Expiry Date': soon }));
		await picture(desk().editor, 'task-what-expires-in-30-days-search', pageOfTasks);
		await person.close();
		const html = await person.addStep('html', 'HTML', 'Convert to HTML Table');
		const [table] = await person.run(html);
		expect(table?.table).toContain(`>${soon}<`);
		const stepToBegin = 1;
		await person.close();
		expect(await desk().editor.stepsOnCanvas.count()).toBe(stepToBegin + 2);
	});

	task('moves three containers that a CSV file names', 'move-what-a-csv-file-names', async (person) => {
		const containers = inventory()
			.containersIn('Cupboards > Cupboard 1')
			.filter(({ barcode }) => barcode)
			.slice(0, 3);
		expect(containers).toHaveLength(3);
		const csv = ['Barcode,Location', ...containers.map(({ barcode }) => `${barcode},Stores > Shelf B`)].join('\n');
		const form = await person.addStep('form', 'n8n Form', 'On new n8n Form event');
		await person.write(form.field('formTitle'), 'Move containers');
		await person.press('Add Form Element');
		await person.write(form.field('fieldLabel'), 'data');
		await person.select(form.field('fieldType'), /^File/);
		await person.sendFile('containers.csv', csv);
		await person.close();
		const rows = await person.addStep('csv', 'Extract from File', 'Extract from CSV');
		expect(await person.run(rows)).toHaveLength(3);
		await person.close();
		const move = await person.addStep('move', 'ChemInventory Container', 'Move containers to a location');
		await person.drag('Barcode', move.field('containers'));
		await person.chooseMode('location', 'path');
		await person.drag('Location', person.locatorNamed('location').getByTestId('rlc-input'));
		const moved = await person.run(move);
		expect(moved).toHaveLength(3);
		const { id } = inventory().location('Stores > Shelf B');
		expect(containers.map(({ location }) => location)).toEqual([id, id, id]);
	});

	task('puts a new sample into the next free position of a box', 'register-and-place-a-sample', async (person) => {
		const { samples } = lab().sandbox.cdd;
		const form = await person.addStep('register', 'CDD Inventory Sample', 'Create an inventory sample');
		await person.pick('batch', 'LAB-0000003', /LAB-0000003-001/);
		await person.write(form.field('amount'), '25');
		await person.pick('location', 'box 3', /Box 3/);
		await person.select(form.field('placeInBox'), /^Next Free/);
		await person.write(form.field('Sample ID'), 'S9');
		const [row] = await person.run(form);
		expect(row).toMatchObject({ name: 'LAB-0000003-001-S9', current_amount: '25', units: 'mg', box: 'Box 3' });
		expect(samples.get(Number(row?.id))).toMatchObject({ name: 'LAB-0000003-001-S9', current_amount: 25 });
	});

	task('puts a new container on a shelf', 'register-and-place-a-container', async (person) => {
		const form = await person.addStep('register', 'ChemInventory Container', 'Create a container');
		await person.write(form.field('name'), 'Acetone, HPLC grade');
		await person.pick('substance', 'acetone', /67-64-1/);
		await person.pick('location', 'shelf b', /Shelf B/);
		const [row] = await person.run(form);
		expect(row).toMatchObject({ name: 'Acetone, HPLC grade', cas: '67-64-1', location: 'Stores > Shelf B' });
		expect(inventory().container(Number(row?.id)).location).toBe(inventory().location('Stores > Shelf B').id);
	});

	task('shows the hazards of a bottle', 'look-up-a-bottle-with-its-hazards', async (person) => {
		const form = await person.addStep('hazard', 'ChemInventory Container', 'Get a container');
		await person.pick('container', 'AA00153', /AA00153/);
		const [row] = await person.run(form);
		expect(row).toMatchObject({ barcode: 'AA00153', name: 'Acetone', signalWord: 'Danger' });
		expect(row?.hazardStatements).toContain('H225: Highly flammable liquid and vapour');
		await form.showAs('schema');
	});
});
