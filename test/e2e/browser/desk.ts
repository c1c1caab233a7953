import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { chromium, selectors } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

import { ensureChromium } from '../../../scripts/lib/chromium';
import type { N8nSession } from '../../../scripts/lib/n8n-server';
import { labFolder, root } from '../../../scripts/lib/paths';
import { owner } from '../realLab';
import type { RealLab } from '../realLab';
import { Editor } from './editor';

const evidenceFolder = join(labFolder, 'browser');
const flags = [
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];
/** Locators wait this long for what should appear. */
const patienceMs = 30_000;

/** A person's desk: a browser with n8n open in it, signed in. */
export class Desk {
	private constructor(
		readonly session: N8nSession,
		readonly editor: Editor,
		private readonly browser: Browser,
		private readonly page: Page,
	) {}

	static async open(lab: RealLab): Promise<Desk> {
		rmSync(evidenceFolder, { recursive: true, force: true });
		const session = await lab.openEditor();
		selectors.setTestIdAttribute('data-test-id');
		const browser = await chromium.launch({ executablePath: await ensureChromium(), args: flags });
		try {
			const context = await browser.newContext({
				viewport: { width: 1200, height: 750 },
				locale: 'en-GB',
				colorScheme: 'light',
				reducedMotion: 'reduce',
			});
			context.setDefaultTimeout(patienceMs);
			const page = await context.newPage();
			const editor = new Editor(page, session.address);
			const desk = new Desk(session, editor, browser, page);
			await desk.keepingEvidence('sign in', async () => editor.signIn(owner));
			return desk;
		} catch (problem) {
			await browser.close();
			throw problem;
		}
	}

	/** Saves what the browser shows when the work fails, and says where. */
	async keepingEvidence(title: string, work: () => Promise<void>): Promise<void> {
		try {
			await work();
		} catch (problem) {
			const saved = await this.saveEvidence(title).catch(
				(reason: unknown) => `nothing could be saved (${String(reason)})`,
			);
			process.stderr.write(`\nWhat the browser showed when '${title}' failed: ${saved}\n`);
			throw problem;
		}
	}

	private async saveEvidence(title: string): Promise<string> {
		const file = join(evidenceFolder, title.replace(/[^\w]+/g, '-').slice(0, 80));
		mkdirSync(evidenceFolder, { recursive: true });
		await this.page.screenshot({ path: `${file}.png` });
		writeFileSync(`${file}.html`, await this.page.content());
		return `${relative(root, file)}.png and .html`;
	}

	async close(): Promise<void> {
		await this.browser.close();
	}
}

/** `beforeAll`/`afterAll` around a desk in a lab, to be called after `useRealLab`, so that it is closed before the lab. */
export function useDesk(lab: () => RealLab): () => Desk {
	let desk: Desk | undefined;
	beforeAll(async () => {
		desk = await Desk.open(lab());
	});
	afterAll(async () => {
		await desk?.close();
	});
	return () => {
		if (!desk) throw new Error('the browser did not open');
		return desk;
	};
}
