import path from 'node:path';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';
import ts from 'typescript';

import { deepTexts } from '../support/deepTexts';

/**
 * n8n replaces a message that contains one of its network words anywhere, "preexisting" included. Labels of fields,
 * names of operations and half sentences all get into messages, so every text of the sources is pushed through both of
 * n8n's classes here: nobody has to say which ones may end in a message.
 */

const node: INode = { id: '1', name: 'Subject', type: 'subject', typeVersion: 1, position: [0, 0], parameters: {} };

interface Found {
	place: string;
	text: string;
}

const files = ts.sys.readDirectory('nodes', ['.ts']).concat(ts.sys.readDirectory('credentials', ['.ts']));
const sources = files.map((file) =>
	ts.createSourceFile(file, ts.sys.readFile(file) ?? '', ts.ScriptTarget.ES2022, true),
);

function eachNode(at: ts.Node, see: (node: ts.Node) => void): void {
	see(at);
	ts.forEachChild(at, (child) => eachNode(child, see));
}

function placeOf(at: ts.Node): string {
	const source = at.getSourceFile();
	return `${source.fileName}:${source.getLineAndCharacterOfPosition(at.getStart(source)).line + 1}`;
}

/** A code of the network that is only compared with, `code === 'ENOTFOUND'` or an entry of a set, is shown to nobody. */
function isOnlyCompared(at: ts.Node): boolean {
	const { parent } = at;
	if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken;
	return ts.isArrayLiteralExpression(parent) && ts.isNewExpression(parent.parent);
}

/** Every text that stands in a source, those between the values of a template included. */
function textsIn(source: ts.SourceFile): Found[] {
	const texts: Found[] = [];
	eachNode(source, (at) => {
		const isText = ts.isStringLiteralLike(at) || ts.isTemplateHead(at) || ts.isTemplateMiddleOrTemplateTail(at);
		if (isText && at.text !== '' && !isOnlyCompared(at)) texts.push({ place: placeOf(at), text: at.text });
	});
	return texts;
}

const partsOfMessages = ['label', 'message', 'problem'];

/** The parameters of a function that become a part of a message, by their places. Hints are shown as they are. */
function partsTaken({ parameters }: ts.SignatureDeclaration): number[] {
	return parameters.flatMap(({ name }, at) =>
		ts.isIdentifier(name) && partsOfMessages.includes(name.text) ? [at] : [],
	);
}

/** By what a function is called: its own name, the name of what it is assigned to, the name of the class it constructs. */
function calledBy(declared: ts.SignatureDeclaration): string | undefined {
	if (ts.isConstructorDeclaration(declared)) return declared.parent.name?.text;
	if (declared.name) return declared.name.getText();
	const { parent } = declared;
	return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name.getText() : undefined;
}

/** The functions that take a part of a message, and the places of those arguments. */
const takers = new Map<string, Set<number>>();
for (const source of sources) {
	eachNode(source, (at) => {
		if (!ts.isFunctionLike(at)) return;
		const name = calledBy(at);
		if (name === undefined || name === 'hint') return;
		for (const place of partsTaken(at)) takers.set(name, (takers.get(name) ?? new Set()).add(place));
	});
}

const isSum = (at: ts.Node) => ts.isBinaryExpression(at) && at.operatorToken.kind === ts.SyntaxKind.PlusToken;

const messages: Found[] = [];
const variable: Found[] = [];

/** The texts that an expression may come to; what is put together at run time is noted as variable. */
function collect(expression: ts.Expression | undefined): void {
	if (!expression) return;
	const found = (text: string) => ({ place: placeOf(expression), text });
	if (ts.isStringLiteralLike(expression)) messages.push(found(expression.text));
	else if (ts.isConditionalExpression(expression)) {
		collect(expression.whenTrue);
		collect(expression.whenFalse);
	} else if (ts.isTemplateExpression(expression) || isSum(expression)) {
		variable.push(found(expression.getText()));
	}
}

for (const source of sources) {
	eachNode(source, (at) => {
		if (ts.isCallExpression(at) || ts.isNewExpression(at)) {
			const called = ts.isPropertyAccessExpression(at.expression) ? at.expression.name : at.expression;
			for (const place of takers.get(called.getText()) ?? []) collect(at.arguments?.[place]);
		}
		// The vendors' refusals hold their messages in tables.
		if (ts.isPropertyAssignment(at) && partsOfMessages.includes(at.name.getText())) collect(at.initializer);
	});
}

/** What n8n makes of a text, where it is not the text itself. */
function madeOf(text: string): string[] {
	const made = [
		new NodeApiError(node, { message: text }, { message: text }).message,
		new NodeOperationError(node, text).message,
	];
	return made.filter((message) => message !== text);
}

const changed = (texts: readonly Found[]) =>
	[...new Map(texts.map((found) => [found.text, found])).values()].flatMap(({ place, text }) =>
		madeOf(text).map((message) => `${place} "${text}" becomes "${message}"`),
	);

describe('the messages of our faults', () => {
	it('are found in the sources, with all that takes a part of one', () => {
		expect(messages.length).toBeGreaterThan(300);
		expect(messages.map(({ text }) => text)).toEqual(
			expect.arrayContaining([
				'is not an ID',
				'CDD Vault refused the data',
				'The execution was stopped',
				'Batch Fields',
			]),
		);
		expect([...takers.keys()]).toEqual(expect.arrayContaining(['Fault', 'badInput', 'checked', 'readWholeNumber']));
	});

	it('are fixed texts: names and values stand in the description', () => {
		expect(variable.map(({ place, text }) => `${place} ${text}`)).toEqual([
			expect.stringMatching(/nodes\/shared\/values\/badInput\.ts:\d+ `'\$\{label\}' \$\{problem\}`/),
		]);
	});

	it('do without the words error, problem, failure and mistake', () => {
		const wordy = messages.filter(({ text }) => /\b(error|problem|failure|mistake)s?\b/i.test(text));
		expect(wordy).toEqual([]);
	});
});

describe('every text of the nodes and the credentials', () => {
	const texts = sources.flatMap(textsIn);

	it('reaches the user unchanged through both of the error classes of n8n', () => {
		expect(texts.length).toBeGreaterThan(5000);
		expect(changed(texts)).toEqual([]);
	});

	it('does so in the descriptions that n8n is given, where code has put some of it together', async () => {
		const known = new Set(texts.map(({ text }) => text));
		const faces = files.filter((file) => /\.(node|credentials)\.ts$/.test(file));
		const shown: Found[] = [];
		for (const face of faces) {
			const module: Record<string, new () => object> = await import(path.resolve(face));
			const ofFace = Object.values(module).flatMap((Face) => deepTexts(new Face()));
			expect(ofFace.length).toBeGreaterThan(20);
			shown.push(...ofFace.filter((text) => text !== '' && !known.has(text)).map((text) => ({ place: face, text })));
		}
		expect(faces.length).toBeGreaterThan(10);
		expect(changed(shown)).toEqual([]);
	});

	it.each([
		["const field = { displayName: 'ENOENT Terms', name: 'terms' };"],
		['readAnything(value, `ENOENT ${kind}`);'],
		['throw badInput(label, `has ${count} preexisting entries`, fix);'],
		["const shown = code === 'NO_ANSWER' ? 'Econnreset' : code;"],
		["const codes = ['ENOTFOUND'];"],
	])('would be seen to be replaced in %s', (line) => {
		expect(changed(textsIn(ts.createSourceFile('line.ts', line, ts.ScriptTarget.ES2022, true)))).not.toEqual([]);
	});

	it.each([["if (code === 'ENOTFOUND') return;"], ["const codes = new Set(['ENOTFOUND']);"]])(
		'may be compared with a code of the network: %s',
		(line) => {
			expect(changed(textsIn(ts.createSourceFile('line.ts', line, ts.ScriptTarget.ES2022, true)))).toEqual([]);
		},
	);
});
