import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

import { folderOf, manifestIn, packages } from './packages';
import type { LabPackage } from './packages';
import { root } from './paths';
import { PlainProblem } from './progress';

const picture = /\.(png|svg|gif|jpe?g)$/;
const relativeLink = /\]\((?![a-z]+:|#)([^)#\s]+)(#[^)\s]*)?\)/g;

/**
 * A page with its links into the repository in full, at the tag of the package's version: those files are not in the package.
 *
 * @param place the page's folder in the repository
 */
function withFullLinks(text: string, place: string, one: LabPackage): string {
	const { repository, version } = manifestIn(folderOf(one));
	const address = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
	return text.replace(relativeLink, (_link, path: string, anchor = '') => {
		const inRepository = posix.normalize(posix.join(place, path));
		if (inRepository.startsWith('..')) throw new PlainProblem(`A page of ${one.name} links to ${path}, outside.`);
		return `](${address}/${picture.test(path) ? 'raw' : 'blob'}/v${version}/${inRepository}${anchor})`;
	});
}

/** A package's README as it goes out. */
export const readmeOf = (one: LabPackage): string =>
	withFullLinks(readFileSync(join(folderOf(one), 'README.md'), 'utf8'), `packages/${one.name}`, one);

/** In CHANGELOG.md, what concerns all packages, and what none of them holds. */
const forAll = 'Both packages';
const forNone = 'This repository';

interface Section {
	/** Number of `#` of its heading. */
	level: number;
	title: string;
	/** Heading and text, without sections of a lower level. */
	text: string;
}

const sectionsOf = (page: string): Section[] =>
	page
		.replaceAll('\r\n', '\n')
		.split(/^(?=#{1,6} )/m)
		.map((text) => {
			const [, marks = '', title = ''] = /^(#+) (.*)/.exec(text) ?? [];
			return { level: marks.length, title, text: text.trim() };
		});

/** The section and what belongs to it: those after it of a deeper level. */
const bodyOf = (sections: readonly Section[], at: number): Section[] => {
	const end = sections.findIndex(({ level }, index) => index > at && level <= (sections[at]?.level ?? 0));
	return sections.slice(at + 1, end === -1 ? undefined : end);
};

/**
 * The part of CHANGELOG.md that concerns a package: each kind of change (`### Added`) with what stands below 'Both packages'
 * and below the package's own name (`####`), without those headings. A kind with nothing in it goes.
 *
 * @throws PlainProblem where a heading is none of these, or lines stand below a kind of change and no package
 */
export function changelogOf(one: LabPackage, page = readFileSync(join(root, 'CHANGELOG.md'), 'utf8')): string {
	const sections = sectionsOf(page);
	const known = [forAll, forNone, ...packages.map(({ name }) => name)];
	const texts = sections.flatMap(({ level, title, text }, at) => {
		if (level < 3 && (level !== 1 || at === 0)) return [text];
		if (level === 3) {
			if (text.includes('\n'))
				throw new PlainProblem(
					`CHANGELOG.md has lines under '${title}' that belong to no package. Put them under one.`,
				);
			const own = bodyOf(sections, at).filter(({ title: whose }) => [forAll, one.name].includes(whose));
			return own.length > 0 ? [text, own.map((part) => part.text.replace(/^.*\n+/, '')).join('\n')] : [];
		}
		if (known.includes(title)) return [];
		throw new PlainProblem(`CHANGELOG.md has a section '${title}'. Name one of: ${known.join(', ')}.`);
	});
	return `${withFullLinks(texts.filter(Boolean).join('\n\n'), '', one)}\n`;
}
