import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { root } from '../../../scripts/lib/paths';
import type { Editor } from './editor';

const folder = 'docs/images';
const mostBytes = 150_000;

/** With `npm run screenshots` the pictures are taken anew; else they are only looked for. */
export const takesPictures = process.env.N8N_LAB_SCREENSHOTS === 'take';

/** A main step has been reached: its picture is on a page, relative to the checkout. */
export async function picture(editor: Editor, name: string, page = 'README.md'): Promise<void> {
	const path = `${folder}/${name}.png`;
	if (takesPictures) {
		// messages that come and go would make each picture another one
		await editor.page.screenshot({
			path: join(root, path),
			animations: 'disabled',
			style: '.el-notification { display: none }',
		});
	}
	const image = existsSync(join(root, path)) ? readFileSync(join(root, path)) : Buffer.alloc(0);
	expect({
		path,
		type: image.toString('latin1', 1, 4),
		isSmall: image.length < mostBytes,
		isShown: readFileSync(join(root, page), 'utf8').includes(`](${relative(dirname(page), path)})`),
	}).toEqual({ path, type: 'PNG', isSmall: true, isShown: true });
}
