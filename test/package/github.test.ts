import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

import { root } from '../../scripts/lib/paths';
import { passWorkflows, problemsOf } from '../../scripts/lint-workflows';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const filesIn = (folder: string) =>
	readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name));
const parsed = (file: string): unknown => parse(read(file));

describe("GitHub's workflows", () => {
	const ci = read('.github/workflows/ci.yml');
	const broken = (from: string, to: string) => {
		expect(ci).toContain(from);
		return ci.replace(from, () => to);
	};

	it('are as GitHub takes them', async () => {
		expect(await passWorkflows()).toBe(true);
	});

	it.each([
		['an event that GitHub does not have', '  pull_request:', '  pull_requests:'],
		['a key that a job does not have', 'timeout-minutes: 40', 'timeout-minute: 40'],
		['an expression that is not closed', 'github.ref }}', 'github.ref }'],
		['a name that an expression does not know', 'matrix.node }}', 'matrix.nodes }}'],
		['a permission that there is not', 'contents: read', 'contents: reads'],
		['a job without a machine', 'runs-on: ubuntu-latest', 'continue-on-error: false'],
		['a job that waits for one that there is not', 'timeout-minutes: 90', 'needs: nothing'],
		['a file that is no YAML', '      - run: npm test', '     - run: npm test'],
	])('are found to be broken by %s', async (_, from, to) => {
		expect(await problemsOf('.github/workflows/ci.yml', broken(from, to))).not.toEqual([]);
	});

	it.each([
		'uses: actions/checkout@v7',
		'uses: actions/checkout@main # v7.0.1',
		'uses: actions/checkout@3d3c42e # v7.0.1',
		'uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1',
		"'uses': 'actions/checkout@v7'",
	])('take each action by its commit, with the version beside it, not as %s', async (loose) => {
		const text = broken('uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1', loose);
		expect((await problemsOf('ci.yml', text)).join('\n')).toContain('is not pinned');
	});

	const workflowSchema = z.object({
		permissions: z.record(z.string()),
		jobs: z.record(
			z.object({
				'timeout-minutes': z.number(),
				permissions: z.record(z.string()).optional(),
				steps: z.array(z.object({ uses: z.string().optional(), run: z.string().optional() })),
			}),
		),
	});
	const jobs = filesIn('.github/workflows').flatMap((file) => {
		const { permissions, jobs: own } = workflowSchema.parse(parsed(file));
		return Object.entries(own).map(([name, job]) => ({ file, name, permissions, ...job }));
	});

	it('may read the repository alone, but for the job that publishes, which installs nothing', () => {
		const more = jobs.filter(({ permissions }) => JSON.stringify(permissions) !== '{"contents":"read"}');
		expect(more).toMatchObject([{ name: 'publish', permissions: { contents: 'read', 'id-token': 'write' } }]);
		expect(more[0]?.steps.flatMap(({ run }) => run ?? [])).toEqual(['node scripts/publish.mjs']);
	});

	it('run commands that package.json has', () => {
		const { scripts } = z.object({ scripts: z.record(z.string()) }).parse(JSON.parse(read('package.json')));
		const runs = jobs.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
		const named = runs.flatMap((run) => /^npm (?:run )?([\w:-]+)/.exec(run)?.[1] ?? []);
		expect(named).toEqual(expect.arrayContaining(['test', 'test:e2e', 'pack']));
		expect(named.filter((name) => !(name in scripts))).toEqual([]);
	});

	it('name no registry, so that the default of npm holds', () => {
		expect(filesIn('.github/workflows').filter((file) => /registry/i.test(read(file)))).toEqual([]);
	});
});

const text = z.string().min(1);
const withId = {
	id: z.string().regex(/^[\w-]+$/),
	validations: z.object({ required: z.boolean() }).strict().optional(),
};
const described = { label: text, description: text.optional() };
const options = z.array(text).min(1);

/** The forms of issues, as GitHub describes them. */
const formSchema = z
	.object({
		name: text,
		description: text,
		labels: z.array(text),
		body: z.array(
			z.discriminatedUnion('type', [
				z.object({ type: z.literal('markdown'), attributes: z.object({ value: text }).strict() }).strict(),
				z
					.object({
						type: z.enum(['input', 'textarea']),
						...withId,
						attributes: z.object({ ...described, placeholder: text.optional() }).strict(),
					})
					.strict(),
				z
					.object({ type: z.literal('dropdown'), ...withId, attributes: z.object({ ...described, options }).strict() })
					.strict(),
				z
					.object({
						type: z.literal('checkboxes'),
						...withId,
						attributes: z
							.object({
								...described,
								options: z.array(z.object({ label: text, required: z.boolean() }).strict()),
							})
							.strict(),
					})
					.strict(),
			]),
		),
	})
	.strict();

describe('the forms for issues', () => {
	const forms = filesIn('.github/ISSUE_TEMPLATE').filter((file) => !file.endsWith('config.yml'));

	it.each(forms)('%s can be filled in', (file) => {
		const { body } = formSchema.parse(parsed(file));
		const ids = body.flatMap((field) => ('id' in field ? field.id : []));
		expect(ids).toEqual([...new Set(ids)]);
		expect(read(file)).toMatch(/never paste an API token/i);
	});

	it('ask for one of the nodes by the name that n8n shows', () => {
		const sources = filesIn('nodes').filter((file) => file.endsWith('.node.ts'));
		const shown = sources.flatMap((file) => /^\t\tdisplayName: '([^']+)'/m.exec(read(file))?.[1] ?? []);
		expect(shown).toHaveLength(sources.length);
		const { body } = formSchema.parse(parsed('.github/ISSUE_TEMPLATE/bug.yml'));
		const offered = body.flatMap((field) =>
			field.type === 'dropdown' && field.id === 'node' ? field.attributes.options : [],
		);
		expect([...offered].sort()).toEqual([...shown, 'none of them'].sort());
	});

	it('send security problems elsewhere', () => {
		const link = z.object({ name: text, about: text, url: z.string().url().endsWith('/security/advisories/new') });
		z.object({ blank_issues_enabled: z.literal(false), contact_links: z.tuple([link]) }).parse(
			parsed('.github/ISSUE_TEMPLATE/config.yml'),
		);
	});
});

describe('dependabot', () => {
	const schema = z
		.object({
			version: z.literal(2),
			updates: z.array(
				z
					.object({
						'package-ecosystem': z.enum(['npm', 'github-actions']),
						directory: z.literal('/'),
						schedule: z.object({ interval: z.literal('weekly') }).strict(),
						groups: z.record(z.object({ patterns: z.array(text), 'update-types': z.array(text).optional() }).strict()),
						ignore: z
							.array(z.object({ 'dependency-name': text, 'update-types': z.array(text).optional() }).strict())
							.optional(),
					})
					.strict(),
			),
		})
		.strict();
	const { updates } = schema.parse(parsed('.github/dependabot.yml'));

	it('looks after npm and the actions', () => {
		expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
	});

	it('leaves alone what the product has in the versions of n8n, and names nothing that is gone', () => {
		const { devDependencies } = z
			.object({ devDependencies: z.record(z.string()) })
			.parse(JSON.parse(read('package.json')));
		const ignored = updates.flatMap(({ ignore = [] }) => ignore.map((entry) => entry['dependency-name']));
		expect(ignored).toEqual(expect.arrayContaining(['n8n-core', 'n8n-workflow', 'zod', 'luxon']));
		expect(ignored.filter((name) => !(name in devDependencies))).toEqual([]);
	});
});
