import type { Locator, Page } from 'playwright-core';

/** The form of one credential. */
export class CredentialForm {
	private constructor(
		private readonly page: Page,
		private readonly form: Locator,
	) {}

	/** Waits for its name too: n8n shows the form before it has one, and then does not save it. */
	static async open(page: Page): Promise<CredentialForm> {
		const form = page.getByTestId('credential-edit-dialog');
		await form.waitFor();
		await page.getByTestId('credential-name').getByTestId('inline-edit-preview').filter({ hasText: /\S/ }).waitFor();
		return new CredentialForm(page, form);
	}

	async fill(values: Record<string, string>): Promise<void> {
		for (const [name, value] of Object.entries(values)) {
			await this.form.getByTestId(`parameter-input-${name}`).locator('input').fill(value);
		}
	}

	async select(name: string, option: string): Promise<void> {
		await this.form.getByTestId(`parameter-input-${name}`).locator('input').click();
		await this.page.getByRole('option', { name: option }).click();
	}

	/** Saves, which lets n8n test the credential. */
	async save(): Promise<void> {
		await this.page.getByTestId('credential-save-button').click();
	}

	/** Waits for a failed test, and opens the words behind it. */
	async refusal(): Promise<string> {
		await this.form.getByText('More details').click();
		return await this.form.innerText();
	}

	/** Saves in a dialogue over a step, which closes by itself once the test has passed. */
	async saveForStep(): Promise<void> {
		await this.save();
		await this.form.waitFor({ state: 'hidden' });
	}

	async waitUntilConnected(): Promise<void> {
		await this.form.getByText('Connection tested successfully').waitFor();
	}
}
