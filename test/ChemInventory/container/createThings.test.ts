import type { Draft } from '../../../nodes/ChemInventory/operations/container/create/draft';
import { thingsOfPlan } from '../../../nodes/ChemInventory/operations/container/create/plan';
import type { ItemPlan } from '../../../nodes/ChemInventory/operations/container/create/plan';
import { GroupSubstance } from '../../../nodes/ChemInventory/operations/container/create/substance';

const draft = (barcode: string): Draft => ({
	entry: { name: 'Bottle', barcode, supplier: 'Foo Inc' },
	locationId: 7,
	locationPath: 'Stores',
	substance: { id: 3 },
	barcode: { check: 'refuse' },
	given: [],
});

/** Plans of new containers that one call adds. */
function plansOf(barcodes: readonly string[]): ItemPlan[] {
	const members = barcodes.map((barcode, itemIndex) => ({ itemIndex, draft: draft(barcode) }));
	const group = { members, locationId: 7, locationPath: 'Stores', substance: new GroupSubstance({ id: 3 }) };
	return members.map((member) => ({ draft: member.draft, raw: false, missingStructures: false, group }));
}

describe('new containers that go out in one call', () => {
	it('wait for all that any of them needs', () => {
		const [first] = plansOf(['A1', 'A2']);
		expect(first && thingsOfPlan(first)).toEqual([
			'location 7',
			'substance 3',
			'barcode A1',
			'supplier foo inc',
			'barcode A2',
		]);
	});

	it('wait for the first of them, and name few things, however many they are', () => {
		const plans = plansOf(Array.from({ length: 1_000 }, (_, at) => `B${at}`));
		const named = plans.map(thingsOfPlan);
		expect(named.every((things) => things.includes('location 7'))).toBe(true);
		expect(named.flat().length).toBeLessThan(3_000);
	});
});
