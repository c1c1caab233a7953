import { PollContext } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeTypes,
	IPollFunctions,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { credentialsFor } from './engine';
import type { Subject } from './engine';

export interface PollOptions {
	/**
	 * How n8n keeps what a trigger remembers. `live`, the default of n8n 2.41: in the memory of the active workflow, where a poll
	 * writes at once; saved when a poll brings something. `staged`: each poll works on a copy, which counts once the poll
	 * has ended well.
	 */
	cursors?: 'live' | 'staged';
	timezone?: string;
	/** Milliseconds. */
	budget?: number;
}

/** A trigger in an active workflow, polled as n8n does it. */
export class PolledTrigger {
	/** What is in the database, as JSON. */
	private saved = '{}';

	private workflow: Workflow;

	constructor(
		private readonly subject: Subject,
		private parameters: INode['parameters'],
		private readonly options: PollOptions = {},
	) {
		this.workflow = this.loaded();
	}

	/** What happens when the workflow is switched on, or n8n starts: a poll, after which n8n saves. */
	async activate(): Promise<IDataObject[]> {
		const records = await this.poll();
		this.save();
		return records;
	}

	/** One regular poll: the JSON of the items; empty where the node says that nothing is new. Failures are thrown, as the node throws them. */
	async poll(): Promise<IDataObject[]> {
		return jsonOf(await this.polled());
	}

	/** A poll whose result is thrown away together with its cursor, as after a crash of n8n before the hand-over. */
	async pollInVain(): Promise<IDataObject[]> {
		const copy = this.memory;
		const result = await this.run(this.contextOf('trigger', () => copy));
		this.restart();
		return jsonOf(result);
	}

	/** The button "Fetch Test Event". */
	async fetchTestEvent(): Promise<IDataObject[]> {
		const { workflow } = this;
		return jsonOf(await this.run(this.contextOf('manual', () => workflow.getStaticData('node', this.node()))));
	}

	/** n8n ends and starts again: what was not saved is gone. */
	restart(): void {
		this.workflow = this.loaded();
	}

	/** The workflow is saved with other settings of the trigger. */
	change(parameters: INode['parameters']): void {
		this.save();
		this.parameters = parameters;
		this.restart();
	}

	/** What the trigger remembers at present. */
	get memory(): IDataObject {
		return copyOf(this.workflow.getStaticData('node', this.node()));
	}

	/** Puts something else in the place of what the trigger remembers. */
	set memory(memory: IDataObject) {
		this.saved = JSON.stringify({ 'node:Subject': memory });
		this.restart();
	}

	private async polled(): Promise<INodeExecutionData[][] | null> {
		const { workflow } = this;
		if (this.options.cursors !== 'staged') {
			const result = await this.run(this.contextOf('trigger', () => workflow.getStaticData('node', this.node())));
			if (result !== null) this.save();
			return result;
		}
		const staged = copyOf(workflow.getStaticData('node', this.node()));
		const result = await this.run(this.contextOf('trigger', () => staged));
		this.memory = staged;
		return result;
	}

	private async run(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return (await this.subject.node.poll?.call(context)) ?? null;
	}

	private contextOf(mode: 'manual' | 'trigger', memory: () => IDataObject): IPollFunctions {
		const additionalData = {
			credentialsHelper: credentialsFor(this.subject),
			variables: {},
		} as unknown as IWorkflowExecuteAdditionalData;
		const { budget } = this.options;
		return new PollContext(
			this.workflow,
			this.node(),
			additionalData,
			mode,
			mode === 'manual' ? 'manual' : 'activate',
			undefined,
			undefined,
			undefined,
			undefined,
			memory,
			budget === undefined ? undefined : () => budget,
		);
	}

	private save(): void {
		this.saved = JSON.stringify(this.workflow.staticData);
	}

	private node(): INode {
		const node = this.workflow.getNode('Subject');
		if (!node) throw new Error('the workflow has lost its trigger');
		return node;
	}

	private loaded(): Workflow {
		const { subject } = this;
		const node: INode = {
			id: 'a',
			name: 'Subject',
			type: 'subject',
			typeVersion: 1,
			position: [0, 0],
			parameters: this.parameters,
			credentials: { [subject.credential.name]: { id: '1', name: 'test' } },
		};
		const nodeTypes = {
			getByName: () => subject.node,
			getByNameAndVersion: () => subject.node,
			getKnownTypes: () => ({}),
		} as unknown as INodeTypes;
		return new Workflow({
			id: 'w',
			nodes: [node],
			connections: {},
			nodeTypes,
			active: true,
			staticData: JSON.parse(this.saved) as IDataObject,
			settings: { timezone: this.options.timezone ?? 'Europe/Berlin' },
		});
	}
}

const jsonOf = (result: INodeExecutionData[][] | null): IDataObject[] => (result?.[0] ?? []).map(({ json }) => json);

const copyOf = (memory: IDataObject): IDataObject => JSON.parse(JSON.stringify(memory)) as IDataObject;
