/**
 * `npm run lint:texts`: searches what people read for turns that read like a translation. They are in `lib/phrases.ts`.
 * Read are the texts in the code of the nodes and credentials, all pages, and the workflows to import.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

import { root } from './lib/paths';
import { phrases } from './lib/phrases';
import { PlainProblem, runMain, say } from './lib/progress';

/** A text that people read, and the line on which it begins. */
interface Passage {
	text: string;
	line: number;
}

const lineBreaksIn = (text: string) => text.split('\n').length - 1;

/** The paragraphs of a page, as a sentence runs over several lines. Code in it is blotted out. */
function passagesOfPage(source: string): Passage[] {
	const prose = source.replace(/^```.*?^```$|`[^`\n]+`/gms, (code) => code.replace(/[^\n]/g, '~'));
	let line = 1;
	return prose.split(/(\n\s*\n)/).map((text) => {
		const passage = { text, line };
		line += lineBreaksIn(text);
		return passage;
	});
}

/** The texts and templates in code. Its comments are for others. */
function passagesOfCode(source: string): Passage[] {
	const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest);
	const passages: Passage[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
			const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
			passages.push({ text: node.text, line: line + 1 });
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return passages;
}

/** The texts of a workflow: its notes, the names of its steps, and what is filled in. Each is on one line of the file. */
const passagesOfWorkflow = (source: string): Passage[] =>
	source.split('\n').flatMap((row, index) =>
		[...row.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([text]) => ({
			text: text.replaceAll('\\n', ' '),
			line: index + 1,
		})),
	);

const readers: Record<string, (source: string) => Passage[]> = {
	'.ts': passagesOfCode,
	'.md': passagesOfPage,
	'.json': passagesOfWorkflow,
};

/** What is wrong with the texts of a file, each with its place and what to write instead. */
export function remarksOn(file: string, source: string): string[] {
	const passages = readers[posix.extname(file)]?.(source) ?? [];
	return passages.flatMap(({ text, line }) =>
		phrases.flatMap(({ pattern, instead }) => {
			const anywhere = new RegExp(pattern.source.replaceAll(' ', '\\s+'), 'gi');
			return [...text.matchAll(anywhere)].map(
				(found) =>
					`${file}:${line + lineBreaksIn(text.slice(0, found.index))} "${found[0].replace(/\s+/g, ' ')}": write ${instead}`,
			);
		}),
	);
}

/** Files below a folder, or in it alone, with one of the endings. Links, such as those in `packages`, are not followed. */
function filesIn(folder: string, endings: string[], depth: number): string[] {
	return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		const path = posix.join(folder, entry.name);
		if (entry.isDirectory()) return depth > 0 ? filesIn(path, endings, depth - 1) : [];
		return entry.isFile() && endings.includes(posix.extname(path)) ? [path] : [];
	});
}

/** Every file that people read something of. */
export const filesWithTexts = (): string[] => [
	...['nodes', 'credentials'].flatMap((folder) => filesIn(folder, ['.ts'], 9)),
	...['.', '.github'].flatMap((folder) => filesIn(folder, ['.md'], 0)),
	...['docs', 'packages', 'sandbox', 'bench'].flatMap((folder) => filesIn(folder, ['.md'], 9)),
	...filesIn('workflows', ['.json'], 0),
];

/** Says what is wrong. */
export function passTexts(): boolean {
	const files = filesWithTexts();
	if (files.length === 0) throw new PlainProblem('There is no text to read.');
	const remarks = files.flatMap((file) => remarksOn(file, readFileSync(join(root, file), 'utf8')));
	for (const remark of remarks) say(remark);
	say(`${files.length} files, ${remarks.length} phrases to write in other words.`);
	return remarks.length === 0;
}

if (require.main === module) runMain(async () => (passTexts() ? 0 : 1));
