import type { Locator, Page } from 'playwright-core';

import type { Login } from '../../../scripts/lib/n8n-server';
import { CredentialForm } from './credentialForm';
import { FormPage } from './formPage';
import { StepForm } from './stepForm';

const whole = (text: string) => new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);

/** n8n's editor, in a person's words. What it shows is found by the marks that n8n 2.41 sets for its own tests. */
export class Editor {
	constructor(
		readonly page: Page,
		private readonly address: string,
	) {}

	async signIn({ email, password }: Login): Promise<void> {
		await this.page.goto(`${this.address}/signin`);
		await this.page.getByTestId('emailOrLdapLoginId').locator('input').fill(email);
		await this.page.getByTestId('password').locator('input').fill(password);
		await this.page.getByTestId('form-submit-button').click();
		await this.page.getByTestId('project-tabs').waitFor();
	}

	/** Opens the form of a new credential. */
	async newCredential(type: string): Promise<CredentialForm> {
		await this.page.goto(`${this.address}/home/credentials/create`);
		await this.page.getByTestId('new-credential-type-select').locator('input').fill(type);
		await this.page
			.getByTestId('new-credential-type-select-option')
			.filter({ hasText: whole(type) })
			.click();
		await this.page.getByTestId('new-credential-type-button').click();
		return await CredentialForm.open(this.page);
	}

	/**
	 * Loads an empty workflow, whatever was open. The menu's 'New workflow' would be faster, but where n8n is still saving
	 * the last one, it goes back to that one.
	 */
	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.address}/workflow/new`);
		await this.page.getByTestId('canvas-plus-button').waitFor();
	}

	/**
	 * Types into the search of the node panel, which the key N opens.
	 *
	 * @returns the names of the nodes that it finds
	 */
	async searchNodes(text: string): Promise<Locator> {
		const search = this.page.getByTestId('node-creator-search-bar');
		if (!(await search.isVisible())) await this.page.keyboard.press('n');
		await search.fill(text);
		return this.panel.getByTestId('node-creator-item-name');
	}

	/** Finds a node in the panel and opens its details. */
	async chooseNode(panelName: string): Promise<void> {
		const found = await this.searchNodes(panelName);
		await found.filter({ hasText: whole(panelName) }).click();
		await this.panel.getByText('Node details').waitFor();
	}

	/** The actions, or the events of a trigger, that the details list. */
	choicesOf(nodeType: string): Locator {
		return this.panel
			.locator(`[data-keyboard-nav-type="action"][data-keyboard-nav-id^="${nodeType}-"]`)
			.getByTestId('node-creator-item-name');
	}

	/** Adds the step of an action, or of an event. */
	async choose(choice: string): Promise<StepForm> {
		await this.panel.getByText(choice, { exact: true }).first().click();
		return await StepForm.open(this.page);
	}

	async addStep(panelName: string, choice: string): Promise<StepForm> {
		await this.chooseNode(panelName);
		return await this.choose(choice);
	}

	async openStep(name: string): Promise<StepForm> {
		await this.stepsOnCanvas.and(this.page.locator(`[data-node-name="${name}"]`)).dblclick();
		return await StepForm.open(this.page);
	}

	/** The menu's 'Import from file', into a new workflow. */
	async importWorkflow(file: string, workflow: unknown): Promise<void> {
		await this.newWorkflow();
		await this.page.getByTestId('workflow-menu').click();
		await this.page.getByTestId('workflow-menu-item-import').hover();
		const chooser = this.page.waitForEvent('filechooser');
		await this.page.getByTestId('workflow-menu-item-import-from-file').click();
		const buffer = Buffer.from(JSON.stringify(workflow));
		await (await chooser).setFiles({ name: file, mimeType: 'application/json', buffer });
		await this.stepsOnCanvas.first().waitFor();
	}

	async execute(): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').click();
	}

	/** Presses the button beside a trigger, in a workflow that has several. It shows only where the mouse is. */
	async executeFrom(trigger: string): Promise<void> {
		await this.page.getByTestId(`execute-workflow-button-${trigger}`).dispatchEvent('click');
	}

	/** Starts a workflow that waits for a call then. */
	async executeAndWaitForCall(): Promise<void> {
		await this.execute();
		await this.page.getByText('Waiting for trigger event').waitFor();
	}

	/** Starts a workflow that opens its form in a page of its own. */
	async executeForm(): Promise<FormPage> {
		const opened = this.page.waitForEvent('popup');
		await this.execute();
		return new FormPage(await opened);
	}

	/**
	 * Waits for the end of the run that `execute` began.
	 *
	 * @returns what n8n says of it
	 */
	async verdict(): Promise<string> {
		const said = this.toasts.filter({ hasText: /Workflow executed|Problem in node|Error|could not/i }).first();
		await said.waitFor();
		return await said.innerText();
	}

	get workflowName(): Locator {
		return this.page.getByTestId('workflow-name-input');
	}

	get stepsOnCanvas(): Locator {
		return this.page.getByTestId('canvas-node');
	}

	/** Red marks of steps that n8n finds incomplete, such as a step without its credential. */
	get issues(): Locator {
		return this.page.getByTestId('node-issues');
	}

	private get toasts(): Locator {
		return this.page.locator('.el-notification');
	}

	private get panel(): Locator {
		return this.page.getByTestId('node-creator');
	}
}
