import { subjects } from './subjects';
import { declarationOf, leaves } from './walk';

/** Values of any type, dates among them. */
const takeDaysToo =
	/^(cddBatch .*fieldConditions\.value|chemInventorySearch search (advanced rules\.\w*value\w*|byCustomField value))$/i;

const found = subjects.flatMap((subject) =>
	leaves(subject.form).flatMap(({ path, field }) => {
		const name = `${subject.name} ${path}`;
		return ['day', 'optionalDay'].includes(field.kind) || takeDaysToo.test(name)
			? [[name, declarationOf(field)] as const]
			: [];
	}),
);

/** Branches share fields. */
const dayFields = [...new Map(found)];

describe('a field that takes a day', () => {
	it('is there in both services, alone and among conditions', () => {
		const names = dayFields.map(([name]) => name);
		expect(names).toEqual(
			expect.arrayContaining([
				'cddBatch batch getAll filters.fieldConditions.value',
				'cddSlurp slurp import runs.date',
				'chemInventoryContainer container create additionalFields.dateAcquired',
				'chemInventorySearch search advanced rules.valueTo',
				'chemInventorySearch search byCustomField value',
			]),
		);
	});

	it.each(dayFields)('says that the time is dropped: %s', (_name, { description }) => {
		expect(description).toMatch(/time and time zone are ignored/i);
	});
});
