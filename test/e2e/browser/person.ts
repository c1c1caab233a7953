import type { Locator, Page } from 'playwright-core';

import type { Editor } from './editor';
import { FormPage } from './formPage';
import { StepForm } from './stepForm';

/** What a task took. A drag is a press, a way and a release; a text is typed where the last click has put the cursor. */
export interface Effort {
	clicks: number;
	drags: number;
	texts: number;
}

const whole = (text: string) => new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);

/** Somebody who begins with an empty canvas and has nothing but a mouse and letters: whatever they do is counted. */
export class Person {
	readonly effort: Effort = { clicks: 0, drags: 0, texts: 0 };

	constructor(private readonly editor: Editor) {}

	/** Adds a step behind the last one, or the first one: looks for its node in the panel by a word, and takes an action. */
	async addStep(word: string, panelName: string, action: string): Promise<StepForm> {
		await this.click(this.mark('canvas-plus-button').or(this.mark('canvas-handle-plus').last()));
		await this.mark('node-creator-search-bar').waitFor();
		await this.type(word);
		const panel = this.mark('node-creator');
		await this.click(
			panel
				.getByTestId('node-creator-item-name')
				.filter({ hasText: whole(panelName) })
				.first(),
		);
		await this.click(panel.getByText(action, { exact: true }).first());
		return await StepForm.open(this.page);
	}

	async write(field: Locator, text: string): Promise<void> {
		await this.click(field.locator('input, textarea').first());
		await this.type(text);
	}

	async select(field: Locator, option: RegExp): Promise<void> {
		await this.click(field.locator('input').first());
		await this.click(this.page.getByRole('option', { name: option }));
	}

	/** How a record is named, such as By Barcode. */
	async chooseMode(name: string, mode: string): Promise<void> {
		await this.click(this.locatorNamed(name).getByTestId('rlc-mode-selector'));
		await this.click(this.page.getByTestId(`mode-${mode}`));
	}

	/** Opens a live list, types into its search, and takes an entry. */
	async pick(name: string, search: string, entry: RegExp): Promise<void> {
		await this.click(this.locatorNamed(name).getByTestId('rlc-input'));
		await this.mark('rlc-search').waitFor();
		await this.type(search);
		const entries = this.page.getByTestId('rlc-item').filter({ hasText: entry });
		await this.click(entries.first());
	}

	async writeInto(name: string, text: string): Promise<void> {
		await this.click(this.locatorNamed(name).getByTestId('rlc-input'));
		await this.type(text);
	}

	/** Drags a field of the input onto a field of the form. */
	async drag(column: string, target: Locator): Promise<void> {
		const [from, to] = [this.mark('ndv-input-panel').getByText(column, { exact: true }).first(), target];
		await from.scrollIntoViewIfNeeded();
		await from.hover();
		await this.page.mouse.down();
		await to.hover();
		await to.hover({ position: { x: 20, y: 10 } });
		await this.page.mouse.up();
		this.effort.drags++;
	}

	/** Presses the button of a step, and reads what comes out; how it is shown is a matter of taste, and not counted. */
	async run(form: StepForm): Promise<Array<Record<string, string>>> {
		await this.click(this.mark('node-execute-button'));
		await form.showAs('table');
		return await form.outputTable();
	}

	/** Presses the button of a form's step, and sends a file in the page that opens. */
	async sendFile(name: string, text: string): Promise<void> {
		const opened = this.page.waitForEvent('popup');
		await this.click(this.mark('node-execute-button'));
		const page = new FormPage(await opened);
		await page.attach('field-0', name, text);
		this.effort.clicks += 2;
		await page.send();
	}

	/** Presses a button of the form. */
	async press(label: string): Promise<void> {
		await this.click(this.mark('node-parameters').getByRole('button', { name: label }));
	}

	async close(): Promise<void> {
		await this.click(this.mark('ndv-close-button'));
		await this.mark('ndv').waitFor({ state: 'hidden' });
	}

	private async click(target: Locator): Promise<void> {
		await target.click();
		this.effort.clicks++;
	}

	private async type(text: string): Promise<void> {
		await this.page.keyboard.type(text);
		this.effort.texts++;
	}

	locatorNamed(name: string): Locator {
		return this.page.getByTestId(`resource-locator-${name}`);
	}

	private mark(testId: string): Locator {
		return this.page.getByTestId(testId);
	}

	private get page(): Page {
		return this.editor.page;
	}
}
