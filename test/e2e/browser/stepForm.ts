import type { Locator, Page } from 'playwright-core';

import { CredentialForm } from './credentialForm';

/** Pixels. */
const spaceAbove = 120;

/** The opened form of one step: input on the left, fields in the middle, output on the right. */
export class StepForm {
	private constructor(private readonly page: Page) {}

	static async open(page: Page): Promise<StepForm> {
		await page.getByTestId('ndv').waitFor();
		await page.getByTestId('node-parameters').waitFor();
		return new StepForm(page);
	}

	async title(): Promise<string> {
		return (await this.page.getByTestId('ndv').getByTestId('inline-edit-preview').first().innerText()).trim();
	}

	async close(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.page.getByTestId('ndv').waitFor({ state: 'hidden' });
	}

	field(name: string): Locator {
		return this.page.getByTestId('node-parameters').getByTestId(`parameter-input-${name}`);
	}

	async fill(name: string, value: string): Promise<void> {
		await this.field(name).locator('input, textarea').first().fill(value);
	}

	/** Scrolls the form until the field stands near its top. */
	async scrollTo(name: string): Promise<void> {
		const form = this.page.getByTestId('node-parameters');
		const [top, wanted] = await Promise.all([form.boundingBox(), this.field(name).boundingBox()]);
		await form.hover();
		await this.page.mouse.wheel(0, (wanted?.y ?? 0) - (top?.y ?? 0) - spaceAbove);
	}

	/** Opens the live list of a field; a long list shows nothing before something is searched. */
	async openList(name: string, search?: string): Promise<Locator> {
		await this.page.getByTestId(`resource-locator-${name}`).getByTestId('rlc-input').click();
		if (search !== undefined) await this.searchList(search);
		const entries = this.page.getByTestId('rlc-item');
		await entries.first().waitFor();
		return entries;
	}

	/** Types into the search of the open list. */
	async searchList(text: string): Promise<void> {
		await this.page.getByTestId('rlc-search').fill(text);
	}

	async pickFromList(name: string, search: string, entry: RegExp): Promise<void> {
		const entries = await this.openList(name, search);
		await entries.filter({ hasText: entry }).first().click();
		await entries.first().waitFor({ state: 'hidden' });
	}

	async select(name: string, option: string): Promise<void> {
		await this.field(name).locator('input').first().click();
		await this.page.getByRole('option', { name: option, exact: true }).click();
	}

	async fillDate(name: string, date: string): Promise<void> {
		await this.fill(name, `${date} 00:00:00`);
		await this.page.keyboard.press('Enter');
	}

	/**
	 * Waits for the parts of the form that n8n builds from what the service tells.
	 *
	 * @param awaited the id of one of their fields
	 * @returns the ids of all their fields that are not required
	 */
	async grownFields(awaited: string): Promise<string[]> {
		const prefix = 'remove-field-button-';
		await this.page.getByTestId(`${prefix}${awaited}`).waitFor();
		const marks = await this.page.locator(`[data-test-id^="${prefix}"]`).all();
		const ids = await Promise.all(marks.map(async (mark) => mark.getAttribute('data-test-id')));
		return ids.map((id) => (id ?? '').replace(prefix, ''));
	}

	/** What the form says instead of fields that n8n can fill only with a credential. */
	get waiting(): Locator {
		return this.page.getByTestId('node-parameters').getByText('Choose a credential above');
	}

	/** Titles of forms within the form. */
	titled(title: string): Locator {
		return this.page.getByTestId('node-parameters').getByText(title, { exact: true });
	}

	/** Where n8n says that it could not fill something. */
	get failures(): Locator {
		return this.page.getByTestId('node-parameters').getByText(/^Retry$|Error fetching options|Can.t get /);
	}

	/** Waits until the form has fields of the lab. */
	async grown(): Promise<void> {
		await this.page.locator('[data-test-id^="remove-field-button-"]').first().waitFor();
	}

	/** Opens a drop-down and waits for its entries. */
	async listOf(name: string): Promise<string[]> {
		await this.field(name).locator('input').first().click();
		const entries = this.page.getByRole('option');
		await entries.first().waitFor();
		const texts = await entries.allInnerTexts();
		await this.page.keyboard.press('Escape');
		return texts;
	}

	/** Opens the form of the first credential of its kind, from the step. */
	async newCredential(): Promise<CredentialForm> {
		await this.page
			.getByTestId('node-parameters')
			.getByRole('button', { name: /^Connect to / })
			.click();
		return await CredentialForm.open(this.page);
	}

	async execute(): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
	}

	/** How the output is shown; n8n keeps the way that was taken last. */
	async showAs(way: 'schema' | 'table'): Promise<void> {
		await this.page.getByTestId('output-panel').getByTestId(`radio-button-${way}`).click();
	}

	/** Waits for the output table and reads it: one object per row, by the heads of the columns. */
	async outputTable(): Promise<Array<Record<string, string>>> {
		const table = this.page.getByTestId('output-panel').locator('table');
		await table.waitFor();
		const heads = (await table.locator('thead th').allInnerTexts()).map((text) => text.trim());
		const rows = await table.locator('tbody tr').all();
		const cells = await Promise.all(rows.map(async (row) => row.locator('td').allInnerTexts()));
		return cells.map((row) =>
			Object.fromEntries(heads.flatMap((head, index) => (head ? [[head, row[index]?.trim() ?? '']] : []))),
		);
	}

	async itemCount(): Promise<string> {
		return (await this.page.getByTestId('output-panel').getByTestId('ndv-items-count').first().innerText()).trim();
	}
}
