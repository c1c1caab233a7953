/**
 * Publishes the packed packages, in a GitHub workflow that a tag has started. Plain Node.js without dependencies: where
 * the right to publish is given, nothing is installed.
 *
 *   node scripts/publish.mjs --check   only compares the tag with the version in package.json and in the CHANGELOG
 *   node scripts/publish.mjs           publishes `npm run pack`'s files, those that are not published yet
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

class Problem extends Error {}

/** The version to publish. The tag must name it, and the CHANGELOG, which goes out with each package, its day. */
function taggedVersion() {
	const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
	const tag = process.env.GITHUB_REF_NAME;
	if (tag !== `v${version}`)
		throw new Problem(`The tag is ${tag}, and package.json has the version ${version}. Tag it as v${version}.`);
	const headings = readFileSync('CHANGELOG.md', 'utf8').split(/\r?\n/);
	const heading = headings.find((line) => line.startsWith(`## [${version}]`)) ?? '';
	if (!/ - \d{4}-\d{2}-\d{2}$/.test(heading))
		throw new Problem(
			`CHANGELOG.md has no date for ${version}. Write it as '## [${version}] - 2026-11-30', and tag that commit.`,
		);
	return version;
}

/** Each package has a folder of its name. */
function packagesOf(version) {
	const names = readdirSync('packages', { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map((entry) => entry.name);
	const packages = names.map((name) => ({ name, version, file: `./${name}-${version}.tgz` }));
	const missing = packages.filter(({ file }) => !existsSync(file)).map(({ file }) => file);
	if (missing.length > 0) throw new Problem(`Not packed: ${missing.join(', ')}. Nothing was published.`);
	return packages;
}

/** Windows finds npm only through a shell, but nobody publishes from there. */
function npm(...args) {
	const { status, stdout, stderr, error } = spawnSync('npm', args, { encoding: 'utf8' });
	if (error) throw new Problem(`npm did not start: ${error.message}`);
	return { ok: status === 0, answer: stdout.trim(), output: `${stdout}${stderr}` };
}

function isPublished({ name, version }) {
	const { ok, answer, output } = npm('view', `${name}@${version}`, 'version', '--prefer-online');
	if (ok) return answer === version;
	if (output.includes('E404')) return false;
	throw new Problem(`${output}\nIt is not known whether ${name} ${version} is published already.`);
}

function publish({ name, version, file }) {
	const { ok, output } = npm('publish', file, '--provenance', '--access', 'public');
	console.log(output);
	if (!ok)
		throw new Problem(
			`${name} ${version} was not published. Run this job again: what is published by now will be left alone.`,
		);
}

try {
	const version = taggedVersion();
	if (!process.argv.includes('--check')) {
		// The registry is asked about all of them first: if it does not answer, none goes out
		const packages = packagesOf(version).map((one) => ({ ...one, published: isPublished(one) }));
		for (const one of packages) {
			if (one.published) console.log(`${one.name} ${version} is published already.`);
			else publish(one);
		}
	}
} catch (problem) {
	if (!(problem instanceof Problem)) throw problem;
	console.error(problem.message);
	process.exitCode = 1;
}
