import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { forbiddenImports, listRooms, rulesFile } from '../../scripts/lib/rooms';
import type { Violation } from '../../scripts/lib/rooms';

describe('the code', () => {
	it('has a file in every room', () => {
		expect(listRooms().filter(({ files, lines }) => files === 0 || lines === 0)).toEqual([]);
	});

	it('imports nothing that a rule forbids', async () => {
		const found = await forbiddenImports();
		expect(found.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`)).toEqual([]);
	});
});

/** One folder for each room of a vendor. */
const inVendor = (vendor: string) => ({
	face: `nodes/${vendor}/#.node.ts`,
	operation: `nodes/${vendor}/operations/batch/#.ts`,
	otherOperation: `nodes/${vendor}/operations/slurp/#.ts`,
	helper: `nodes/${vendor}/operations/list/#.ts`,
	looseHelper: `nodes/${vendor}/operations/#.ts`,
	trigger: `nodes/${vendor}/trigger/#.ts`,
	record: `nodes/${vendor}/records/batch/#.ts`,
	service: `nodes/${vendor}/service/#.ts`,
	contract: `nodes/${vendor}/contract/#.ts`,
});
const cdd = inVendor('Cdd');
const chem = inVendor('ChemInventory');
const shared = 'nodes/shared/values/#.ts';
const http = 'nodes/shared/http/#.ts';
const cddCredential = 'credentials/CddVaultApi#.credentials.ts';
const chemCredential = 'credentials/ChemInventoryApi#.credentials.ts';
const roomless = ['nodes/Cdd/#.ts', 'nodes/Cdd/batch/#.ts'];
const sandbox = 'sandbox/cdd/#.ts';
const script = 'scripts/#.ts';
const test = 'test/#.ts';
const bench = 'bench/#.ts';

const operations = [...[cdd.operation, cdd.otherOperation], ...[cdd.helper, cdd.looseHelper]];
const aboveContract = [cdd.face, ...operations, cdd.trigger, cdd.record, cdd.service];
const everywhere = [...new Set([...Object.values(cdd), ...Object.values(chem), shared, http])];

type Pair = [from: string, to: string];
type Row = [rule: string, ...Pair];

const pairs = (froms: string[], tos: string[]): Pair[] =>
	froms.flatMap((from) => tos.filter((to) => to !== from).map((to): Pair => [from, to]));
const each = (rule: string, froms: string[], tos: string[]): Row[] =>
	pairs(froms, tos).map(([from, to]) => [rule, from, to]);

const forbidden: Row[] = [
	...each('shared-knows-no-vendor', [shared], [...Object.values(cdd), chem.service, cddCredential]),
	...Object.values(cdd).flatMap((from) =>
		each('vendors-stay-apart', [from], [chem.operation, chem.record, chem.contract]),
	),
	...Object.values(chem).flatMap((from) => each('vendors-stay-apart', [from], [cdd.operation, cdd.service])),
	...each('nothing-imports-what-n8n-loads', [...everywhere, cddCredential, sandbox], [cdd.face, chemCredential]),
	['nothing-imports-what-n8n-loads', cdd.face, cdd.face],
	...each('operations-import-no-trigger', operations, [cdd.trigger]),
	...each('trigger-imports-no-operation', [cdd.trigger], operations),
	...each('resources-stay-apart', [cdd.operation], [cdd.otherOperation]),
	...each('helpers-know-no-resource', [cdd.helper, cdd.looseHelper], [cdd.operation]),
	...each('every-file-has-a-room', [cdd.face, cdd.record], roomless),
	...each('records-import-down', [cdd.record], [...operations, cdd.trigger]),
	...each('service-imports-down', [cdd.service], [...operations, cdd.trigger, cdd.record]),
	...each('contract-is-zod-alone', [cdd.contract], [...aboveContract, shared, 'n8n-workflow', 'node:fs']),
	...each('contract-reaches-no-http', [cdd.contract], [http]),
	...each('credentials-know-their-service', [cddCredential], [cdd.face, ...operations, cdd.trigger, cdd.record]),
	...each('credentials-know-their-service', [cddCredential], [chem.service, chem.contract]),
	...each('credentials-know-their-service', [chemCredential], [cdd.service, chem.record]),
	...each('sandbox-knows-contracts-alone', [sandbox], [...aboveContract, shared, http]),
	...each('published-imports-published', [cdd.operation, shared, cddCredential], [sandbox, script, test, bench]),
	...each('no-lost-import', [cdd.operation, cddCredential, sandbox], ['./nowhere']),
];

const allowed: Pair[] = [
	...pairs([cdd.face], [...operations, cdd.trigger, cdd.record, cdd.service, cdd.contract, shared, http]),
	...pairs(operations, [cdd.record, cdd.service, cdd.contract, shared, http, 'n8n-workflow']),
	...pairs([cdd.operation, cdd.otherOperation], [cdd.helper, cdd.looseHelper]),
	...pairs([cdd.trigger], [cdd.record, cdd.service, cdd.contract, shared]),
	...pairs([cdd.record], [cdd.service, cdd.contract, shared]),
	...pairs([cdd.service], [cdd.contract, shared, http]),
	...pairs([cdd.contract], ['zod']),
	...pairs([cddCredential], [cdd.service, cdd.contract, shared]),
	...pairs([chemCredential], [chem.service, chem.contract, shared]),
	...pairs([sandbox], [cdd.contract, chem.contract, 'fastify', 'node:fs']),
	...[...operations, cdd.trigger, cdd.record, cdd.service, cdd.contract, shared].map((room): Pair => [room, room]),
];

/** Each way to write an import. */
const spellings = [
	(target: string) => `import { it } from '${target}'; export const own = it;`,
	(target: string) => `import type { it } from '${target}'; export type Own = typeof it;`,
	(target: string) => `export { it } from '${target}';`,
	(target: string) => `export type { it } from '${target}';`,
	(target: string) => `export const own = async () => await import('${target}');`,
	(target: string) => `export type Own = import('${target}').it;`,
	(target: string) => `import own = require('${target}'); export { own };`,
	(target: string) => `export const own = require('${target}');`,
];

describe('a planted import', () => {
	let folder: string;
	let violations: Violation[];
	let planted = 0;

	const write = (file: string, text: string): string => {
		mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
		writeFileSync(path.join(folder, file), text);
		return file;
	};
	const fileIn = (room: string, name: string) => room.replace('#', name);
	const targetOf = (file: string, room: string) => {
		if (!room.includes('#')) return room;
		const target = path.relative(path.dirname(file), fileIn(room, 'Target')).replace(/\.ts$/, '');
		return target.startsWith('.') ? target : `./${target}`;
	};
	const plant = (from: string, to: string, spell = spellings[0]): string => {
		planted += 1;
		const file = fileIn(from, `Plant${planted}`);
		return write(file, spell?.(targetOf(file, to)) ?? '');
	};
	const rulesFor = (file: string | undefined) => violations.filter(({ from }) => from === file).map(({ rule }) => rule);

	let forbiddenFiles: string[];
	let allowedFiles: string[];
	let spelledFiles: string[];

	beforeAll(async () => {
		folder = mkdtempSync(path.join(tmpdir(), 'rooms-'));
		for (const room of [...everywhere, ...roomless, cddCredential, chemCredential, sandbox, script, test, bench])
			write(fileIn(room, 'Target'), 'export const it = 1;\n');
		for (const name of ['zod', 'fastify', 'n8n-workflow']) {
			write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
			write(`node_modules/${name}/index.js`, 'exports.it = 1;\n');
		}
		write('package.json', JSON.stringify({ dependencies: { zod: '*', fastify: '*', 'n8n-workflow': '*' } }));

		forbiddenFiles = forbidden.map(([, from, to]) => plant(from, to));
		allowedFiles = allowed.map(([from, to]) => plant(from, to));
		spelledFiles = spellings.map((spell) => plant(cdd.record, cdd.operation, spell));

		// What is forbidden at the end of a longer way
		write('nodes/shared/values/detour.ts', "export { it } from '../http/Target';\n");
		write('nodes/Cdd/contract/roundabout.ts', "export { it } from '../../shared/values/detour';\n");
		write('nodes/Cdd/contract/atLength.ts', "export { it } from './roundabout';\n");
		write('sandbox/cdd/atLength.ts', "export { it } from '../../nodes/Cdd/contract/roundabout';\n");
		write('scripts/detour.ts', "export { it } from '../nodes/Cdd/service/Target';\n");
		write('sandbox/cdd/byScript.ts', "export { it } from '../../scripts/detour';\n");

		write('nodes/Cdd/records/ring/one.ts', "import { b } from './two';\nexport const a = b;\n");
		write('nodes/Cdd/records/ring/two.ts', "import { c } from './three';\nexport const b = c;\n");
		write('nodes/Cdd/records/ring/three.ts', "import type { a } from './one';\nexport const c: typeof a = 1;\n");
		violations = await forbiddenImports(folder);
	}, 60_000);

	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it.each([...new Set(forbidden.map(([rule]) => rule))])('is reported as %s', (rule) => {
		const missed = forbidden.filter((row, index) => row[0] === rule && !rulesFor(forbiddenFiles[index]).includes(rule));
		expect(missed).toEqual([]);
	});

	it('is reported for nothing that follows the arrows', () => {
		const reported = allowed.map(([from, to], index) => ({ from, to, rules: rulesFor(allowedFiles[index]) }));
		expect(reported.filter(({ rules }) => rules.length > 0)).toEqual([]);
		expect(reported.length).toBeGreaterThan(50);
	});

	it('is seen however it is written, and where it takes a type alone', () => {
		expect(spelledFiles.map(rulesFor)).toEqual(spellings.map(() => ['records-import-down']));
	});

	it('is followed from the contract to where it ends', () => {
		expect(rulesFor('nodes/Cdd/contract/atLength.ts')).toEqual(['contract-reaches-no-http']);
	});

	it('is followed from the sandbox to where it ends', () => {
		expect(new Set(rulesFor('sandbox/cdd/atLength.ts'))).toEqual(new Set(['sandbox-knows-contracts-alone']));
		expect(rulesFor('sandbox/cdd/byScript.ts')).toEqual(['sandbox-knows-contracts-alone']);
	});

	it('is reported where it closes a ring, of types as well', () => {
		const rings = violations.filter(({ rule }) => rule === 'no-cycle').map(({ way }) => [...way].sort());
		expect(rings).toEqual([['one', 'three', 'two'].map((file) => `nodes/Cdd/records/ring/${file}.ts`)]);
	});

	it('has been tried against every rule', () => {
		const names = [...readFileSync(rulesFile, 'utf8').matchAll(/^\t\t\tname: '([^']+)'/gm)].map(([, name]) => name);
		expect(names.length).toBeGreaterThan(10);
		expect(new Set(violations.map(({ rule }) => rule))).toEqual(new Set(names));
	});
});
