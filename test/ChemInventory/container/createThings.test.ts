import type { Draft } from '../../../nodes/ChemInventory/operations/container/create/draft';
import { Place } from '../../../nodes/ChemInventory/operations/container/create/place';
import { thingsOfPlan } from '../../../nodes/ChemInventory/operations/container/create/plan';
import type { ItemPlan } from '../../../nodes/ChemInventory/operations/container/create/plan';
import { GroupSubstance } from '../../../nodes/ChemInventory/operations/container/create/substance';

const draft = (barcode: string): Draft => ({
	entry: { name: 'Bottle', barcode, supplier: 'Foo Inc' },
	newSupplier: 'Foo Inc',
	locationId: 7,
	locationPath: 'Stores',
	substance: { id: 3 },
	barcode: { check: 'refuse' },
	given: [],
});

/** Plans of new containers that one call adds. */
function plansOf(barcodes: readonly string[], more: Partial<ItemPlan> = {}): ItemPlan[] {
	const members = barcodes.map((barcode, itemIndex) => ({ itemIndex, draft: draft(barcode) }));
	const group = { members, place: new Place(7, 'Stores'), substance: new GroupSubstance({ id: 3 }) };
	return members.map((member) => ({
		draft: member.draft,
		raw: false,
		barcodeIsFree: true,
		missingStructures: false,
		forAgent: false,
		group,
		...more,
	}));
}

describe('new containers that go out in one call', () => {
	it('wait for all that any of them needs', () => {
		const [first] = plansOf(['A1', 'A2']);
		expect(first && thingsOfPlan(first)).toEqual(['new containers 0', 'barcode A1', 'supplier foo inc', 'barcode A2']);
	});

	it('wait, for an agent, for whatever was left open in the location', () => {
		const [first, second] = plansOf(['A1', 'A2'], { forAgent: true });
		expect(first && thingsOfPlan(first)).toContain('location 7');
		expect(second && thingsOfPlan(second)).toEqual(['location 7']);
	});

	it('wait for the first of them, and name few things, however many they are', () => {
		const plans = plansOf(Array.from({ length: 1_000 }, (_, at) => `B${at}`));
		const named = plans.map(thingsOfPlan);
		expect(named.every((things) => things.includes('new containers 0'))).toBe(true);
		expect(named.flat().length).toBeLessThan(3_000);
	});
});
