import { phrases } from '../../scripts/lib/phrases';
import { filesWithTexts, remarksOn } from '../../scripts/lint-texts';

describe('a phrase that reads like a translation', () => {
	it.each(phrases.map(({ example, instead }) => [example, instead]))('is found: %s', (example, instead) => {
		expect(remarksOn('docs/page.md', `# Page\n\n${example}\n`)).toEqual([
			expect.stringMatching(/^docs\/page\.md:3 ".+": write /),
		]);
		expect(remarksOn('docs/page.md', example)).toEqual([expect.stringContaining(`: write ${instead}`)]);
	});

	it('is found in the texts and templates of code, and not in its comments and names', () => {
		const source = ['// It shall be so.', 'const shall = [`It ${shall} wants`, "It shall"];'].join('\n');
		expect(remarksOn('nodes/planted.ts', source)).toEqual([
			'nodes/planted.ts:2 "wants": write needs, asks for',
			'nodes/planted.ts:2 "shall": write must, will',
		]);
	});

	it('is found where a line of a page ends within it, and not in the code of a page', () => {
		const page = ['```sh', 'shall', '```', '', 'Run `it shall`.', 'This is all', 'the same.'].join('\n');
		expect(remarksOn('README.md', page)).toEqual(['README.md:6 "all the same": write anyway']);
	});

	it('is found in the notes of a workflow, also at the beginning of a line', () => {
		const workflow = JSON.stringify(
			{ nodes: [{ parameters: { content: '## Title\nwants \\"a\\" token' } }] },
			null,
			'\t',
		);
		expect(remarksOn('workflows/planted.json', workflow)).toEqual([
			'workflows/planted.json:5 "wants": write needs, asks for',
		]);
	});

	it('is looked for in everything that people read', () => {
		expect(filesWithTexts()).toEqual(
			expect.arrayContaining([
				'README.md',
				'CHANGELOG.md',
				'.github/pull_request_template.md',
				'credentials/CddVaultApi.credentials.ts',
				'docs/fields.md',
				'docs/traps/n8n.md',
				'nodes/Cdd/operations/batch/create.ts',
				'nodes/ChemInventory/ChemInventory.node.ts',
				'packages/n8n-nodes-cdd-vault/README.md',
				'packages/n8n-nodes-cheminventory/README.md',
				'workflows/order-arrived.json',
			]),
		);
	});
});
