import { endpoints } from '../../nodes/ChemInventory/contract';
import type { Sandbox } from '../../sandbox';
import documentedEndpoints from '../fixtures/chemInventory/endpoints.json';
import { everyEndpoint } from '../support/chemEveryEndpoint';
import { onChemSandbox } from '../support/chemInventory';
import { runNode } from '../support/engine';
import { freshSandbox } from '../support/sandbox';
import { forgetWaits } from '../support/waits';

interface Parameter {
	type: string;
	required: boolean;
	enum?: Array<number | string>;
	items?: Record<string, Parameter>;
}

interface DocumentedEndpoint {
	/** Lowest role believed to be allowed; null where nothing is known. */
	minRole: number | null;
	parameters: Record<string, Parameter>;
}

const documented = new Map<string, DocumentedEndpoint>(Object.entries(documentedEndpoints));
const parametersOf = (path: string): Record<string, Parameter> => documented.get(path)?.parameters ?? {};

/** Not documented, and needed according to a client that creates fields. */
const extraKeys: Record<string, string[]> = { '/customfields/save': ['scope'] };

const jsonTypes: Record<string, (value: unknown) => boolean> = {
	string: (value) => typeof value === 'string',
	integer: (value) => Number.isInteger(value),
	boolean: (value) => typeof value === 'boolean',
	object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

function isOfType(value: unknown, type: string): boolean {
	return type
		.split('|')
		.map((each) => each.trim())
		.some((each) => {
			if (!each.endsWith('[]')) return jsonTypes[each]?.(value) === true;
			return Array.isArray(value) && value.every((entry) => jsonTypes[each.slice(0, -2)]?.(entry) === true);
		});
}

/** A custom field goes by its number; the documentation writes cf-[id] or cf-[fieldid]. */
const customFieldKey = /^cf-(\d+|\[\w+\])$/;
const nameOf = (key: string) => (customFieldKey.test(key) ? 'cf-[id]' : key);

function parameterFor(parameters: Record<string, Parameter>, key: string): Parameter | undefined {
	return Object.entries(parameters).find(([name]) => nameOf(name) === nameOf(key))?.[1];
}

const ofFamily = (choice: string, value: string) =>
	choice.includes('[') &&
	new RegExp(`^${choice.replace(/\[datatype\]/g, '[a-z]+').replace(/\[id\]/g, '\\d+')}$`).test(value);

/** What is wrong with a body, in words; empty if it is as documented. */
function wrongWith(path: string, body: object, parameters: Record<string, Parameter>): string[] {
	const wrong: string[] = [];
	for (const [key, value] of Object.entries(body)) {
		const parameter = parameterFor(parameters, key);
		if (extraKeys[path]?.includes(key)) continue;
		if (!parameter) wrong.push(`${path} was sent ${key}, which is not documented`);
		else if (!isOfType(value, parameter.type))
			wrong.push(`${path} was sent ${key} as ${JSON.stringify(value)}, and ${parameter.type} is documented`);
		else if (
			parameter.enum &&
			!parameter.enum.some((choice) => choice === value || ofFamily(String(choice), String(value)))
		)
			wrong.push(`${path} was sent ${key} as ${JSON.stringify(value)}, which is none of the documented values`);
		if (parameter?.items && Array.isArray(value))
			for (const entry of value) wrong.push(...wrongWith(path, entry as object, parameter.items));
	}
	for (const [name, { required }] of Object.entries(parameters)) {
		if (required && !Object.keys(body).some((key) => nameOf(key) === nameOf(name)))
			wrong.push(`${path} was sent without ${name}`);
	}
	return wrong;
}

const keysSent = (body: object, parameters: Record<string, Parameter>): string[] =>
	Object.entries(body).flatMap(([key, value]) => {
		const items = parameterFor(parameters, key)?.items;
		return [
			nameOf(key),
			...(items && Array.isArray(value)
				? value.flatMap((entry) => keysSent(entry as object, items).map((inner) => `${key}.${inner}`))
				: []),
		];
	});

const keysDocumented = (parameters: Record<string, Parameter>): string[] =>
	Object.entries(parameters).flatMap(([name, { items }]) => [
		nameOf(name),
		...(items ? keysDocumented(items).map((inner) => `${name}.${inner}`) : []),
	]);

interface Asked {
	path: string;
	body: object;
}

const prefix = '/cheminventory/api';

/** Runs every case against a sandbox of its own, and gathers what arrived there, the token taken off. */
async function walk(): Promise<{ asked: Asked[]; unmet: string[] }> {
	const asked: Asked[] = [];
	const unmet: string[] = [];
	const count = await withSandbox(async (sandbox) => everyEndpoint(sandbox).length);
	for (let at = 0; at < count; at++) {
		await withSandbox(async (sandbox) => {
			const { path, node, parameters } = everyEndpoint(sandbox)[at] ?? { path: '', node: undefined, parameters: {} };
			if (!node) return;
			const { error } = await runNode(onChemSandbox(node, sandbox), [{}], parameters as never);
			const requests = sandbox.requests.filter(
				(request) => request.port === 'service' && request.path.startsWith(prefix),
			);
			for (const { path: asking, body } of requests) {
				const { authtoken, ...rest } = body as { authtoken: unknown };
				if (authtoken !== sandbox.chemInventory.token) unmet.push(`${asking}: no token`);
				asked.push({ path: asking.slice(prefix.length), body: rest });
			}
			if (error) unmet.push(`${path}: ${error.message} ${error.description ?? ''}`);
			if (!requests.some((request) => request.path === `${prefix}${path}`)) unmet.push(`${path}: was not asked`);
			unmet.push(...sandbox.tolerated.map(({ request, what }) => `${request}: ${what}`));
		});
	}
	return { asked, unmet };
}

async function withSandbox<T>(use: (sandbox: Sandbox) => Promise<T>): Promise<T> {
	return await use(await freshSandbox());
}

let walked: Awaited<ReturnType<typeof walk>> = { asked: [], unmet: [] };

beforeAll(async () => {
	forgetWaits();
	walked = await walk();
}, 300_000);

it('runs every operation of the walk to its end, and each asks for its endpoint', () => {
	expect(walked.unmet).toEqual([]);
});

const paths = [...documented.keys()];

it('the contract holds exactly the 70 documented endpoints', () => {
	expect(paths).toHaveLength(70);
	expect([...endpoints.keys()].sort()).toEqual([...paths].sort());
});

it.each(paths)('%s is in the contract with the role that it takes', (path) => {
	expect(endpoints.get(path)?.minRole ?? null).toBe(documented.get(path)?.minRole);
});

it.each(paths)('%s is reached by an operation, with the documented keys and types and no others', (path) => {
	const bodies = walked.asked.filter((request) => request.path === path).map(({ body }) => body);
	expect(bodies).not.toEqual([]);
	expect(bodies.flatMap((body) => wrongWith(path, body, parametersOf(path)))).toEqual([]);
});

it.each(paths.filter((path) => Object.keys(parametersOf(path)).length > 0))(
	'%s is sent each documented key by some operation',
	(path) => {
		const parameters = parametersOf(path);
		const sent = new Set(
			walked.asked.filter((request) => request.path === path).flatMap(({ body }) => keysSent(body, parameters)),
		);
		expect(keysDocumented(parameters).filter((key) => !sent.has(key))).toEqual([]);
	},
);

describe('the walk itself notices', () => {
	it.each([
		[{ containerid: [1], destinationid: 2, note: 'x' }, 'which is not documented'],
		[{ containerid: [1], locationid: 2 }, 'which is not documented'],
		[{ containerid: [1] }, 'was sent without destinationid'],
		[{ containerid: 1, destinationid: 2 }, 'integer[] is documented'],
		[{ containerid: ['1'], destinationid: 2 }, 'integer[] is documented'],
		[{ containerid: [1], destinationid: '2' }, 'integer is documented'],
	])('the body %j', (body, words) => {
		expect(wrongWith('/container/move', body, parametersOf('/container/move')).join('; ')).toContain(words);
	});
});
