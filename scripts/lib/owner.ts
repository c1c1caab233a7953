/** Who this repository belongs to. It stands in package.json; where other files repeat it, `npm run owner` rewrites them. */
import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { root } from './paths';

export interface Owner {
	/** As in the licence. */
	name: string;
	email: string;
	/** Its address on GitHub, such as `https://github.com/owner/name`. */
	repository: string;
}

const packageSchema = z
	.object({
		author: z.object({ name: z.string(), email: z.string() }).passthrough(),
		repository: z.object({ url: z.string() }).passthrough(),
	})
	.passthrough();

/** @param packageJson the content of package.json */
export function ownerIn(packageJson: string): Owner {
	const { author, repository } = packageSchema.parse(JSON.parse(packageJson));
	return { ...author, repository: repository.url.replace(/^git\+/, '').replace(/\.git$/, '') };
}

export interface TextFile {
	path: string;
	text: string;
}

/** All files that git keeps, but for pictures and the like, and for links to other files. */
export function trackedTexts(): TextFile[] {
	const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
	return listed
		.split('\0')
		.filter((path) => path !== '' && lstatSync(join(root, path)).isFile())
		.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
		.filter(({ text }) => !text.includes('\0'));
}

const asPattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const nameOf = (repository: string) => repository.slice(repository.lastIndexOf('/') + 1);

/** Replaces a text where it stands alone, not where it begins or ends a longer name. */
const replaceWhole = (text: string, from: string, to: string) =>
	text.replace(new RegExp(`(?<![\\w.@/-])${asPattern(from)}(?!@|-|\\w|\\.(?!git\\b)\\w)`, 'g'), () => to);

/** A file with another owner. The name of one is a word like others, so it is replaced where it says who the author is. */
export function withOwner(text: string, from: Owner, to: Owner): string {
	const clone = `${to.repository}.git\ncd `;
	return replaceWhole(replaceWhole(text, from.email, to.email), from.repository, to.repository)
		.replaceAll(`${clone}${nameOf(from.repository)}\n`, () => `${clone}${nameOf(to.repository)}\n`)
		.replace(new RegExp(`^(Copyright \\(c\\) \\d+ )${asPattern(from.name)}$`, 'm'), (_, head: string) => head + to.name)
		.replace(
			new RegExp(`("author": \\{\\s*"name": )${asPattern(JSON.stringify(from.name))}`),
			(_, head: string) => head + JSON.stringify(to.name),
		);
}
