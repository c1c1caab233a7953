import { oldestN8n } from '../../nodes/shared/n8nVersion';
import { readE2eArguments } from '../../scripts/lib/e2e-arguments';
import { PlainProblem } from '../../scripts/lib/progress';

const exclude = (...files: string[]) => files.flatMap((file) => ['--exclude', `test/e2e/${file}.e2e.test.ts`]);
const soon = exclude('browser/clicks', 'nightFaults', 'restore', 'threeNights');
const core = ['--exclude', 'test/e2e/browser/**', '--exclude', 'test/e2e/npmStart.e2e.test.ts'];

describe('npm run test:e2e', () => {
	it.each([
		['nothing', [], { takesScreenshots: false, vitest: soon }],
		['--all', ['--all'], { takesScreenshots: false, vitest: [] }],
		[
			'a file that runs on demand',
			['clicks'],
			{ takesScreenshots: false, vitest: ['clicks', ...exclude('nightFaults', 'restore', 'threeNights')] },
		],
		[
			'files and options',
			['sampleLife', '-t', 'agent'],
			{ takesScreenshots: false, vitest: ['sampleLife', '-t', 'agent', ...soon] },
		],
		[
			'--screenshots',
			['--screenshots', '-t', 'form'],
			{ takesScreenshots: true, vitest: ['-t', 'form', 'test/e2e/browser'] },
		],
		['--n8n 2.38.2', ['--n8n', '2.38.2'], { n8n: '2.38.2', takesScreenshots: false, vitest: core }],
		['--n8n oldest', ['--n8n', 'oldest'], { n8n: oldestN8n, takesScreenshots: false, vitest: core }],
		['--n8n=2.41.0-rc.1', ['--n8n=2.41.0-rc.1'], { n8n: '2.41.0-rc.1', takesScreenshots: false, vitest: core }],
		[
			'--n8n 2.38.2 and a file',
			['--n8n', '2.38.2', 'sampleLife'],
			{ n8n: '2.38.2', takesScreenshots: false, vitest: ['sampleLife', ...core] },
		],
	])('understands %s', (_what, given, understood) => {
		expect(readE2eArguments(given)).toEqual(understood);
	});

	it.each([
		['--n8n'],
		['--n8n='],
		['--n8n', 'latest'],
		['--n8n', '2.20'],
		['--n8n', '--reporter=dot'],
		['--n8n', '../n8n'],
	])('refuses a version that is none: %s %s', (...given) => {
		const problem = new PlainProblem('--n8n needs a version such as 2.38.2, or the word oldest.');
		expect(() => readE2eArguments(given)).toThrow(problem);
	});

	it('takes no pictures of another n8n', () => {
		expect(() => readE2eArguments(['--screenshots', '--n8n', '2.38.2'])).toThrow(PlainProblem);
	});
});
