import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';
import ts from 'typescript';

/**
 * n8n replaces a message that contains one of its network words anywhere, "preexisting" included. Therefore
 * messages are fixed texts, and each is pushed through both of n8n's classes here.
 */

const node: INode = { id: '1', name: 'Subject', type: 'subject', typeVersion: 1, position: [0, 0], parameters: {} };

interface Found {
	place: string;
	text: string;
}

const messages: Found[] = [];
const variable: Found[] = [];

const files = ts.sys.readDirectory('nodes', ['.ts']).concat(ts.sys.readDirectory('credentials', ['.ts']));

/** The texts that an expression may come to; what is put together at run time is noted as variable. */
function collect(expression: ts.Expression | undefined, source: ts.SourceFile): void {
	if (!expression) return;
	const { line } = source.getLineAndCharacterOfPosition(expression.getStart(source));
	const found = (text: string) => ({ place: `${source.fileName}:${line + 1}`, text });
	if (ts.isStringLiteralLike(expression)) messages.push(found(expression.text));
	else if (ts.isConditionalExpression(expression)) {
		collect(expression.whenTrue, source);
		collect(expression.whenFalse, source);
	} else if (ts.isTemplateExpression(expression)) {
		variable.push(found(expression.getText(source)));
	}
}

/** Functions that take the label of a field, and the place of that argument. */
const labelArguments = new Map([
	['badInput', [0, 1]],
	['checked', [2]],
	['readAmount', [1]],
	['readDate', [1]],
	['readFieldEntries', [1]],
	['readId', [1]],
	['readIds', [1]],
	['readJson', [1]],
	['readMappedFields', [2]],
	['readNumber', [1]],
	['readProjects', [1]],
	['readText', [1]],
]);

function visit(at: ts.Node, source: ts.SourceFile): void {
	if (ts.isNewExpression(at) && at.expression.getText(source) === 'Fault') collect(at.arguments?.[1], source);
	if (ts.isCallExpression(at)) {
		for (const place of labelArguments.get(at.expression.getText(source)) ?? []) collect(at.arguments[place], source);
	}
	// The vendors' refusals hold their messages in tables.
	if (ts.isPropertyAssignment(at) && ['label', 'message'].includes(at.name.getText(source)))
		collect(at.initializer, source);
	ts.forEachChild(at, (child) => visit(child, source));
}

for (const file of files) {
	const source = ts.createSourceFile(file, ts.sys.readFile(file) ?? '', ts.ScriptTarget.ES2022, true);
	visit(source, source);
}

describe('the messages of our faults', () => {
	it('are found in the sources', () => {
		expect(messages.length).toBeGreaterThan(60);
		expect(messages.map(({ text }) => text)).toEqual(
			expect.arrayContaining(['is not an ID', 'CDD Vault refused the data', 'The execution was stopped']),
		);
	});

	it('are fixed texts: names and values stand in the description', () => {
		expect(variable.map(({ place, text }) => `${place} ${text}`)).toEqual([
			expect.stringMatching(/nodes\/shared\/values\/badInput\.ts:\d+ `'\$\{label\}' \$\{problem\}`/),
		]);
	});

	it('reach the user unchanged through both of the error classes of n8n', () => {
		for (const { place, text } of messages) {
			expect([place, new NodeApiError(node, { message: text }, { message: text }).message]).toEqual([place, text]);
			expect([place, new NodeOperationError(node, text).message]).toEqual([place, text]);
		}
	});

	it('do without the words error, problem, failure and mistake', () => {
		const wordy = messages.filter(({ text }) => /\b(error|problem|failure|mistake)s?\b/i.test(text));
		expect(wordy).toEqual([]);
	});

	it('would be replaced if they held one of the words of n8n, which this test rests on', () => {
		const censored = 'A preexisting sample was found';
		expect(new NodeApiError(node, { message: censored }, { message: censored }).message).not.toBe(censored);
	});
});
