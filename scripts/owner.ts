/**
 * `npm run owner -- --name … --email … --repository https://github.com/OWNER/NAME`: puts the owner of this repository
 * into package.json, and into each file that repeats what stood there. What is not given stays as it is.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

import { ownerIn, trackedTexts, withOwner } from './lib/owner';
import { root } from './lib/paths';
import { PlainProblem, runMain, say } from './lib/progress';

const givenSchema = z
	.object({
		name: z.string().regex(/^\S.*\S$/, '--name needs the name for the licence, in one line.'),
		email: z.string().email('--email needs an address such as owner@lab.example.'),
		repository: z
			.string()
			.transform((address) => address.replace(/(\.git)?\/*$/, ''))
			.refine(
				(address) => /^https:\/\/github\.com\/[\w-]+\/[\w.-]+$/.test(address),
				'--repository needs an address such as https://github.com/owner/name.',
			),
	})
	.partial();

async function main(): Promise<number> {
	const text = { type: 'string' } as const;
	const { values } = parseArgs({ options: { name: text, email: text, repository: text } });
	const given = givenSchema.safeParse(values);
	if (!given.success) throw new PlainProblem(given.error.issues.map(({ message }) => message).join('\n'));
	const from = ownerIn(readFileSync(join(root, 'package.json'), 'utf8'));
	const to = { ...from, ...given.data };
	for (const file of trackedTexts()) {
		const changed = withOwner(file.text, from, to);
		if (changed === file.text) continue;
		writeFileSync(join(root, file.path), changed);
		say(`Changed: ${file.path}`);
	}
	say(`Owner: ${to.name} <${to.email}>, ${to.repository}`);
	return 0;
}

runMain(main);
