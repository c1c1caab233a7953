import type { Page } from 'playwright-core';

/** The page of a form that a workflow serves, while the editor waits for it. */
export class FormPage {
	constructor(private readonly page: Page) {}

	async fill(values: Record<string, string>): Promise<void> {
		for (const [name, value] of Object.entries(values)) await this.page.locator(`[name="${name}"]`).fill(value);
	}

	async attach(name: string, file: string, text: string): Promise<void> {
		const buffer = Buffer.from(text);
		await this.page.locator(`[name="${name}"]`).setInputFiles({ name: file, mimeType: 'text/csv', buffer });
	}

	/**
	 * Sends the form and closes its page.
	 *
	 * @returns what the page answers
	 */
	async send(): Promise<string> {
		await this.page.locator('#submit-btn').click();
		const answer = this.page.locator('#submitted-content');
		await answer.waitFor();
		const text = await answer.innerText();
		await this.page.close();
		return text;
	}
}
