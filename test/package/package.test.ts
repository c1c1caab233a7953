import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import type { INodeProperties, INodeType, INodeTypeDescription } from 'n8n-workflow';
import ts from 'typescript';

import packageJson from '../../package.json';
import { buildIfChanged } from '../../scripts/lib/package-build';
import { allFields, choicesOf, childrenOf, hasFittingDefault, methodsAskedFor } from './parameters';

const root = path.resolve(__dirname, '../..');
const dist = path.join(root, 'dist');
let loader: PackageDirectoryLoader;

beforeAll(async () => {
	await buildIfChanged();
	loader = new PackageDirectoryLoader(root);
	await loader.loadAll();
}, 300_000);

const filesBelow = (folder: string): string[] =>
	readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name));

const nodeNames = packageJson.n8n.nodes.map((file) => path.basename(file).replace(/\.node\.js$/, ''));
const credentialNames = packageJson.n8n.credentials.map((file) =>
	path.basename(file).replace(/\.credentials\.js$/, ''),
);
const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

function nodeCalled(className: string): INodeType {
	const loaded = loader.nodeTypes[lowerFirst(className)]?.type;
	if (loaded === undefined || 'nodeVersions' in loaded) throw new Error(`${className} was not loaded`);
	return loaded;
}
/** As we wrote it: the loader puts n8n's own field of poll times in front of a trigger's. */
function descriptionOf(className: string): INodeTypeDescription {
	const { description } = nodeCalled(className);
	return { ...description, properties: description.properties.filter(({ name }) => name !== 'pollTimes') };
}

describe("n8n's own loader", () => {
	it('loads the nodes and the credential of CDD Vault', () => {
		expect(nodeNames).toEqual(expect.arrayContaining(['CddBatch', 'CddInventorySample', 'CddSlurp']));
		expect(credentialNames).toContain('CddVaultApi');
	});

	it('loads every node and every credential that the package lists, and no other', () => {
		expect(Object.keys(loader.nodeTypes).sort()).toEqual(nodeNames.map(lowerFirst).sort());
		expect(Object.keys(loader.credentialTypes).sort()).toEqual(credentialNames.map(lowerFirst).sort());
	});

	it.each(nodeNames)('finds %s by the name of its class, with the internal name that saved workflows carry', (name) => {
		expect(nodeCalled(name).constructor.name).toBe(name);
		expect(descriptionOf(name).name).toBe(lowerFirst(name));
		expect(loader.known.nodes[lowerFirst(name)]?.className).toBe(name);
	});

	it.each(credentialNames)('finds credential %s by the name of its class, and who uses it', (name) => {
		expect(loader.credentialTypes[lowerFirst(name)]?.type.constructor.name).toBe(name);
		expect(loader.known.credentials[lowerFirst(name)]?.supportedNodes?.length).toBeGreaterThan(0);
	});

	const iconFiles = (url: unknown) => {
		const urls = typeof url === 'object' && url !== null ? Object.values(url) : [url];
		return urls.map((one) => path.join(root, String(one).replace(`icons/${packageJson.name}/`, '')));
	};

	it.each([...nodeNames, ...credentialNames])('finds a light and a dark icon of %s', (name) => {
		const known = loader.nodeTypes[lowerFirst(name)]
			? descriptionOf(name)
			: loader.credentialTypes[lowerFirst(name)]?.type;
		const files = iconFiles(known?.iconUrl);
		expect(new Set(files).size).toBe(2);
		for (const file of files) {
			expect(file.startsWith(`${path.join(dist, 'icons')}${path.sep}`)).toBe(true);
			expect(existsSync(file)).toBe(true);
		}
	});

	it.each(nodeNames)('finds the codex of %s: categories and documentation', (name) => {
		const { codex } = descriptionOf(name);
		expect(codex?.categories?.length).toBeGreaterThan(0);
		expect(codex?.resources?.primaryDocumentation?.[0]?.url).toMatch(/^https:\/\//);
	});
});

describe.each(nodeNames)('the form of %s', (name) => {
	const operationsOf = () =>
		descriptionOf(name)
			.properties.filter((field) => field.name === 'operation')
			.flatMap(choicesOf);

	it('describes each operation as an action in sentence case', () => {
		if (descriptionOf(name).polling !== true) expect(operationsOf().length).toBeGreaterThan(0);
		for (const { action, description } of operationsOf()) {
			expect(action).toMatch(/^[A-Z][^.]*$/);
			expect(description).toMatch(/^[A-Z]/);
		}
	});

	it('names the resource of its operations as a choice, which n8n lists the actions by, also where there is one only', () => {
		const resources = descriptionOf(name).properties.filter((field) => field.name === 'resource');
		const named = new Set(resources.flatMap(choicesOf).map(({ value }) => value));
		const wanted = descriptionOf(name)
			.properties.filter((field) => field.name === 'operation')
			.flatMap((field) => field.displayOptions?.show?.resource ?? ['none']);
		expect(wanted.filter((value) => typeof value !== 'string' || !named.has(value))).toEqual([]);
	});

	it('lists operations in alphabetical order, and so all lists of five and more', () => {
		const lists = allFields(descriptionOf(name)).flatMap(({ path: where, field }) => {
			const names = [
				...choicesOf(field).map((choice) => choice.name),
				...(field.type === 'collection' ? childrenOf(field).map(({ displayName }) => displayName) : []),
			];
			return field.name === 'operation' || names.length >= 5 ? [{ where, names }] : [];
		});
		for (const { where, names } of lists) {
			expect({ where, names }).toEqual({ where, names: [...names].sort((a, b) => a.localeCompare(b)) });
		}
	});

	it('shows each field under conditions that can be met', () => {
		const { properties } = descriptionOf(name);
		const valuesOf = (condition: string): unknown[] | undefined => {
			const fields = properties.filter((field) => field.name === condition);
			if (condition === '@tool') return [true, false];
			if (fields.length === 0) return undefined;
			return fields.flatMap((field) => {
				if (field.type === 'hidden') return [field.default];
				return field.type === 'boolean' ? [true, false] : choicesOf(field).map(({ value }) => value);
			});
		};
		for (const field of properties) {
			for (const [condition, wanted] of Object.entries({
				...field.displayOptions?.show,
				...field.displayOptions?.hide,
			})) {
				const values = valuesOf(condition);
				for (const value of wanted ?? [])
					expect({ field: field.name, condition, value, exists: values?.includes(value) }).toMatchObject({
						exists: true,
					});
			}
		}
	});

	it('asks for the operation or the event before anything else that may be an expression', () => {
		const first = ['resource', 'operation', 'event', '@version'];
		const conditioned = descriptionOf(name).properties.filter(({ displayOptions }) => displayOptions?.show);
		for (const { name: field, displayOptions } of conditioned) {
			const keys = Object.keys(displayOptions?.show ?? {});
			const own = keys.filter((key) => first.includes(key));
			expect({ field, keys: keys.slice(0, own.length) }).toEqual({ field, keys: own });
		}
	});

	it('has conditions within a collection only on the same entry of a list: n8n cannot resolve others', () => {
		const unresolved = allFields(descriptionOf(name)).flatMap(({ path: where, field, isTop, entry }) =>
			isTop
				? []
				: Object.keys({ ...field.displayOptions?.show, ...field.displayOptions?.hide })
						.filter((condition) => !entry.includes(condition))
						.map((condition) => `${where}: ${condition}`),
		);
		expect(unresolved).toEqual([]);
	});

	/** A notice in the place of what n8n fills once a credential is chosen: it keeps its name and its default. */
	const standsForAnother = (field: INodeProperties) =>
		field.type === 'notice' && field.displayOptions?.show?.authentication !== undefined;

	it('gives each field a default that fits its type', () => {
		const wrong = allFields(descriptionOf(name)).filter(
			({ field }) => !standsForAnother(field) && !hasFittingDefault(field),
		);
		expect(wrong.map(({ path: where, field }) => `${where}: ${JSON.stringify(field.default)}`)).toEqual([]);
	});

	it('shows no name twice at the same time', () => {
		const shownFor = ({ displayOptions }: INodeProperties) => JSON.stringify(displayOptions?.show ?? {});
		const keys = descriptionOf(name).properties.map((field) => `${field.name} ${shownFor(field)}`);
		expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
	});

	it('asks for no method that the node does not have', () => {
		const methods: Record<string, object | undefined> = { ...nodeCalled(name).methods };
		for (const [kind, method] of methodsAskedFor(descriptionOf(name))) {
			expect({ kind, method, exists: Object.keys(methods[kind] ?? {}).includes(method) }).toMatchObject({
				exists: true,
			});
		}
	});

	it('has no method that no field asks for', () => {
		const asked = new Set(methodsAskedFor(descriptionOf(name)).map(([, method]) => method));
		const owned = Object.entries(nodeCalled(name).methods ?? {}).filter(([kind]) => kind !== 'credentialTest');
		expect(owned.flatMap(([, methods]) => Object.keys(methods)).filter((method) => !asked.has(method))).toEqual([]);
	});
});

/** What n8n itself brings, under the versions that we pin: see the vendor's list of permitted imports. */
const permitted = ['n8n-workflow', 'n8n-workflow/package.json', 'zod', 'lodash', 'luxon', 'crypto', 'node:crypto'];
const forbidden = new Set([
	...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate'],
	...['process', 'global', 'globalThis', '__dirname', '__filename', 'console', 'fetch', 'eval', 'Function'],
]);

function parsed(file: string): ts.SourceFile {
	return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
	see(node);
	node.forEachChild((child) => visit(child, see));
}

/** Names that a file gives to its own variables, parameters and functions. */
function declaredIn(source: ts.SourceFile): Set<string> {
	const names = new Set<string>();
	visit(source, (node) => {
		const declares =
			ts.isVariableDeclaration(node) ||
			ts.isParameter(node) ||
			ts.isFunctionDeclaration(node) ||
			ts.isBindingElement(node);
		if (declares && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
	});
	return names;
}

/** A name that stands for itself, not for a property or a key. */
function isFree(node: ts.Identifier): boolean {
	const { parent } = node;
	if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
	return !(ts.isPropertyAssignment(parent) && parent.name === node);
}

describe('the built code', () => {
	const scripts = () => filesBelow(dist).filter((file) => file.endsWith('.js'));

	it('requires nothing but its own files and what n8n brings', () => {
		const required = scripts().flatMap((file) => {
			const found: string[] = [];
			visit(parsed(file), (node) => {
				if (!ts.isCallExpression(node)) return;
				const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
				if (!isRequire && node.expression.kind !== ts.SyntaxKind.ImportKeyword) return;
				const [argument] = node.arguments;
				found.push(
					argument && ts.isStringLiteral(argument) ? argument.text : `${file}: an address that is made at run time`,
				);
			});
			return found;
		});
		expect(required.length).toBeGreaterThan(50);
		const foreign = required.filter((name) => !/^\.\.?\//.test(name) && !permitted.includes(name));
		expect([...new Set(foreign)]).toEqual([]);
	});

	it('finds each of its own files in the package', () => {
		const missing = scripts().flatMap((file) =>
			[...readFileSync(file, 'utf8').matchAll(/require\("(\.[^"]+)"\)/g)]
				.map(([, target = '']) => path.resolve(path.dirname(file), target))
				.filter(
					(target) =>
						!target.startsWith(dist) || ![target, `${target}.js`, path.join(target, 'index.js')].some(existsSync),
				),
		);
		expect(missing).toEqual([]);
	});

	it('uses no console and none of the globals that n8n forbids', () => {
		const uses = scripts().flatMap((file) => {
			const found: string[] = [];
			const source = parsed(file);
			const own = declaredIn(source);
			visit(source, (node) => {
				if (ts.isIdentifier(node) && forbidden.has(node.text) && isFree(node) && !own.has(node.text))
					found.push(`${path.relative(dist, file)}: ${node.text}`);
			});
			return found;
		});
		expect(uses).toEqual([]);
	});

	it('holds scripts, icons and codex files, and neither types nor tests', () => {
		const files = filesBelow(dist).map((file) => path.relative(dist, file));
		expect(files.filter((file) => !/\.(js|node\.json|svg)$/.test(file) && !file.includes('__schema__'))).toEqual([]);
		expect(files.filter((file) => /\.test\.|(^|\/)(test|sandbox|scripts)\//.test(file))).toEqual([]);
	});
});

describe('package.json', () => {
	it('has no dependencies of its own, no overrides, and n8n-workflow as its only peer', () => {
		expect(packageJson).not.toHaveProperty('dependencies');
		expect(packageJson).not.toHaveProperty('overrides');
		expect(packageJson).not.toHaveProperty('optionalDependencies');
		expect(packageJson).not.toHaveProperty('bundledDependencies');
		expect(packageJson.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('is not published: labs install the packages that are cut from it', () => {
		expect(packageJson.private).toBe(true);
	});

	it('runs nothing when it is installed', () => {
		const hooks = ['prepare', 'preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'postprepare'];
		expect(Object.keys(packageJson.scripts).filter((script) => hooks.includes(script))).toEqual([]);
	});

	it('pins what n8n provides to the versions that n8n has', () => {
		expect(packageJson.devDependencies).toMatchObject({ zod: '3.25.76', luxon: '3.7.2' });
	});

	it('tells n8n and people what they look for', () => {
		expect(packageJson).toMatchObject({
			name: 'n8n-nodes-lab-inventory',
			license: 'MIT',
			n8n: { n8nNodesApiVersion: 1 },
		});
		expect(packageJson.keywords).toContain('n8n-community-node-package');
		for (const file of [...packageJson.n8n.nodes, ...packageJson.n8n.credentials])
			expect(existsSync(path.join(root, file))).toBe(true);
	});
});
