import { z } from 'zod';
import type { ZodTypeAny } from 'zod';

import { endpoints as cdd } from '../../../nodes/Cdd/contract';
import { batch } from '../../../nodes/Cdd/contract/batch';
import { inventorySample } from '../../../nodes/Cdd/contract/sample';
import { batches } from '../../../nodes/Cdd/records/batch/resource';
import { inventorySamples } from '../../../nodes/Cdd/records/sample/resource';
import { endpoints as chemInventory } from '../../../nodes/ChemInventory/contract';
import { containerList } from '../../../nodes/ChemInventory/contract/container';
import { leavesAsIs } from '../../../nodes/shared/values/asIs';
import { asReceived, asSent, readAsSent } from '../../../nodes/shared/values/received';
import { seededRandom } from '../../../sandbox/cheminventory/seed/random';

type Random = (below: number) => number;

const odd: readonly unknown[] = [
	null,
	'',
	'5',
	' 5 ',
	'5.0',
	'x',
	0,
	1,
	-1,
	2,
	1.5,
	1e20,
	true,
	false,
	[],
	{},
	[null],
	['5'],
	[5],
	{ id: '5' },
	{ id: 5 },
	JSON.parse('{ "__proto__": { "id": 5 }, "id": 5 }'),
];

const oneOf = <T>(list: readonly T[], random: Random): T => list[random(list.length)] as T;

/** Something that a schema may accept, and something odd now and then. */
function made(schema: ZodTypeAny, random: Random, depth = 0): unknown {
	if (depth > 6 || random(40) === 0) return oneOf(odd, random);
	const deeper = (inner: ZodTypeAny) => made(inner, random, depth + 1);
	if (schema instanceof z.ZodObject) {
		const entries = Object.entries<ZodTypeAny>(schema.shape).flatMap(([key, part]) => {
			const value = deeper(part);
			return value === undefined ? [] : [[key, value] as const];
		});
		return Object.fromEntries(random(3) === 0 ? [...entries, ['unknown key', oneOf(odd, random)]] : entries);
	}
	if (schema instanceof z.ZodArray) return Array.from({ length: random(3) }, () => deeper(schema.element));
	if (schema instanceof z.ZodRecord) return random(3) === 0 ? {} : { key: deeper(schema.valueSchema) };
	if (schema instanceof z.ZodUnion) return deeper(oneOf(schema.options as ZodTypeAny[], random));
	if (schema instanceof z.ZodOptional) return random(3) === 0 ? undefined : deeper(schema.unwrap());
	if (schema instanceof z.ZodNullable) return random(3) === 0 ? null : deeper(schema.unwrap());
	if (schema instanceof z.ZodDefault) return random(3) === 0 ? undefined : deeper(schema.removeDefault());
	if (schema instanceof z.ZodBranded) return deeper(schema.unwrap());
	if (schema instanceof z.ZodEffects) return deeper(schema.innerType());
	if (schema instanceof z.ZodLiteral) return schema.value;
	if (schema instanceof z.ZodString) return oneOf(['text', '', '17', '2026-04-25'], random);
	if (schema instanceof z.ZodNumber) return oneOf([5, 17, 0, 1.5], random);
	if (schema instanceof z.ZodBoolean) return random(2) === 0;
	return oneOf(odd, random);
}

const small = z
	.object({
		whole: z.number().int().min(2).max(9).optional(),
		above: z.number().gt(1).lt(3).optional(),
		step: z.number().multipleOf(2).optional(),
		list: z.array(z.number()).nonempty().optional(),
		short: z.string().max(2).optional(),
		trimmed: z.string().trim().optional(),
		changed: z.union([z.string().transform(Number), z.string()]).optional(),
		usual: z.string().default('usual'),
		coerced: z.coerce.number().optional(),
		byKey: z.record(z.string().regex(/^a/), z.number()).optional(),
		caught: z.number().catch(3),
		stripped: z.object({ id: z.number() }).optional(),
		strict: z.object({ id: z.number() }).strict().optional(),
		open: z.object({ id: z.number() }).catchall(z.string()).optional(),
	})
	.passthrough();

const schemas: Array<[string, ZodTypeAny]> = [
	...Object.entries(cdd).map(([name, { reply }]): [string, ZodTypeAny] => [`CDD Vault: ${name}`, reply]),
	...[...chemInventory.values()].map(({ path, data }): [string, ZodTypeAny] => [`ChemInventory: ${path}`, data]),
	['a batch', batch],
	['a sample', inventorySample],
	['a list of containers', containerList],
	...Object.entries(small.shape).map(([name, part]): [string, ZodTypeAny] => [`a part: ${name}`, part]),
	['all kinds of parts', small],
];

describe('what a service sent, where it is taken as it came', () => {
	it.each(schemas)('is what the schema makes of it: %s', (_name, schema) => {
		const random = seededRandom(41);
		for (let round = 0; round < 400; round++) {
			const value = made(schema, random);
			const before = JSON.stringify(value);
			const slow = schema.safeParse(value);
			if (leavesAsIs(schema, value)) expect(slow).toEqual({ success: true, data: value });
			const read = readAsSent(schema, value);
			expect(read.success).toBe(slow.success);
			if (read.success) expect(read.data).toEqual(slow.data);
			if (read.success && typeof read.data === 'object' && read.data !== null)
				expect(JSON.stringify(asReceived(read.data))).toBe(before);
		}
	});

	it.each(schemas)('is read the same wherever it stands, with the same complaints: %s', (_name, schema) => {
		const random = seededRandom(43);
		const places = (record: ZodTypeAny): ZodTypeAny[] => [
			z.object({ list: z.array(record) }),
			z.object({ list: z.array(record.describe('a record')) }).refine(() => false, 'never accepted'),
			z.union([z.object({ list: z.array(record) }), z.array(record)]),
		];
		const [plain, kept] = [places(schema), places(asSent(schema))];
		for (let round = 0; round < 50; round++) {
			const sent = { list: [made(schema, random), made(schema, random)] };
			const readings = (ways: readonly ZodTypeAny[]) =>
				ways.map((way) => way.safeParse(sent)).map(({ data, error }) => ({ data, complaints: error?.message }));
			expect(readings(kept)).toEqual(readings(plain));
		}
	});

	it.each([
		['samples', inventorySamples.record],
		['batches', batches.record],
	])('is read without an effect of zod, which would keep each record in memory for long: %s', (_name, record) => {
		expect(record).not.toBeInstanceOf(z.ZodEffects);
	});

	it('is a record as both services send them', () => {
		const record = {
			id: 5,
			class: 'batch',
			name: 'EX-000005-001',
			owner: 'Owner',
			created_at: '2026-04-25T00:00:00.000Z',
			projects: [{ id: 3, name: 'Project' }],
			molecule: { id: 7, class: 'molecule', name: 'EX-000005', synonyms: [], projects: [] },
			formula_weight: 180.2,
			batch_fields: { Person: 'Somebody', Amount: 2 },
		};
		expect(leavesAsIs(batch, record)).toBe(true);
		expect(batches.record.parse(record)).toBe(record);
		expect(leavesAsIs(batch, { ...record, id: '5' })).toBe(false);
		expect(leavesAsIs(batch, { ...record, formula_weight: '180.2' })).toBe(false);
		expect(leavesAsIs(batch, { ...record, molecule: { id: '7' } })).toBe(false);
	});
});
