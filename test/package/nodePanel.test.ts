import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { root } from '../../scripts/lib/paths';
import { nodesByWord } from '../support/panelWords';

const codexSchema = z.object({ alias: z.array(z.string()) });
const ending = '.node.json';

/** The words that the panel searches beside a node's name, by the name of the codex file. It searches no description. */
const wordsOf = new Map(
	['nodes/Cdd', 'nodes/ChemInventory'].flatMap((folder) =>
		readdirSync(join(root, folder))
			.filter((file) => file.endsWith(ending))
			.map((file): [string, string[]] => [
				file.slice(0, -ending.length),
				codexSchema.parse(JSON.parse(readFileSync(join(root, folder, file), 'utf8'))).alias,
			]),
	),
);

/** As it stands in the file of the node, which n8n shows below the name. */
function descriptionOf(name: string): string | undefined {
	const vendor = name.startsWith('Cdd') ? 'Cdd' : 'ChemInventory';
	const source = readFileSync(join(root, `nodes/${vendor}/${name}.node.ts`), 'utf8');
	return /^\t\tdescription:\s*'(.+)',$/m.exec(source)?.[1];
}

const wordsOfNode = (name: string) => (wordsOf.get(name) ?? []).map((word) => word.toLowerCase());

describe('the node panel', () => {
	it.each(Object.entries(nodesByWord).flatMap(([word, names]) => names.map((name): [string, string] => [word, name])))(
		'finds by the word %s: %s',
		(word, name) => {
			const found = wordsOfNode(name).filter((alias) => alias.startsWith(word.toLowerCase()));
			expect(found).not.toEqual([]);
		},
	);

	it('is given each word once for a node', () => {
		for (const name of wordsOf.keys()) expect(wordsOfNode(name)).toEqual([...new Set(wordsOfNode(name))]);
	});

	it('has the words and the description of a trigger that n8n shows under the name of a node', () => {
		const folded = [...wordsOf.keys()].filter((name) => wordsOf.has(`${name}Trigger`));
		expect(folded).toEqual(['CddVault', 'ChemInventory']);
		for (const name of folded) {
			expect(wordsOf.get(name)).toEqual(expect.arrayContaining(wordsOf.get(`${name}Trigger`) ?? []));
			expect(descriptionOf(name)).toEqual(descriptionOf(`${name}Trigger`));
			expect(descriptionOf(name)).toMatch(/\w/);
		}
	});
});
