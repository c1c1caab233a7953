import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { refuseUnlessAllowed } from './agent';
import { breather, inPieces } from './breather';
import { Failures } from './failures';
import { asError } from './fault';
import { answersOf } from './form/answers';
import { readRequestsAtOnce } from './form/requestsAtOnce';
import { longestList } from './gathered';
import { throwIfCanceled } from './http/pause';
import { refuseWriteIfReadOnly } from './http/send';
import type { Service } from './http/send';
import { inCallsTurn } from './inCallsTurn';
import { inTurn } from './inTurn';
import { ReadLater } from './operation';
import type { Operation, OperationCall, OperationRun, Result } from './operation';
import { ShownRecords } from './shownRecords';
import { WriteLedger } from './writing/ledger';

/** What the loop has to know of a vendor's API. */
export interface ConnectedApi {
	readonly service: Pick<Service, 'name' | 'pace' | 'readOnly'>;
	/** What distinguishes one vault or inventory from another. */
	readonly address: string;
}

/** So many items at once that are heavy. */
const fewAtOnce = 4;

/** What is typed into a password field is not remembered. */
const secretsIn = ({ fields }: Pick<Operation<never>, 'fields'>) =>
	fields.flatMap(({ name, typeOptions }) => (typeOptions?.password === true ? [name] : []));

/** The chosen operation at work on all input items. */
export class OperationLoop<Api extends ConnectedApi> {
	private readonly work: OperationRun<Api>;

	private readonly ledger: WriteLedger;

	private readonly shown: ShownRecords<Api>;

	private readonly failures: Failures;

	private readonly results = new Map<number, INodeExecutionData[]>();

	/** Items that were changed, and what of them is still to be read. */
	private readonly toRead = new Map<number, ReadLater>();

	private call: Promise<OperationCall<Api>> | undefined;

	private readonly answersFor: ReturnType<typeof answersOf>;

	private readonly secrets: readonly string[];

	private isPaced = false;

	private readonly inPieces = breather();

	constructor(
		private readonly functions: IExecuteFunctions,
		private readonly operation: Operation<Api>,
		key: string,
		private readonly connect: (functions: IExecuteFunctions) => Promise<Api>,
		private readonly said: string[],
	) {
		this.work = operation.start();
		this.answersFor = answersOf(functions, this.hint);
		this.secrets = secretsIn(operation);
		this.shown = new ShownRecords(operation);
		this.ledger = new WriteLedger(functions, key);
		this.failures = new Failures(functions, operation, this.ledger);
	}

	/** @returns the items of each input item. @throws the error that ends the run */
	async run(indexes: readonly number[]): Promise<INodeExecutionData[][]> {
		if (this.operation.kind === 'read') await this.readEach(indexes);
		else await inCallsTurn(this.functions, async () => await this.writeAll(indexes));
		if (this.failures.endTheRun) {
			// what one look-up met has not waited for the others
			if (this.isPaced) await (await this.connected()).api.service.pace.settled();
			throw this.failures.error(indexes);
		}
		await this.shown.finish(this.hint);
		return indexes.map((itemIndex) => this.results.get(itemIndex) ?? []);
	}

	private async readEach(indexes: readonly number[]): Promise<void> {
		await this.readForms(indexes);
		await this.forEach(
			this.open(indexes),
			() => [],
			async (itemIndex) => {
				if (this.failures.endTheRun) return;
				await this.prepare(itemIndex);
				await this.perform(itemIndex);
			},
		);
	}

	/** What can be known of any item to be wrong is known before the first is changed. */
	private async writeAll(indexes: readonly number[]): Promise<void> {
		await this.readForms(indexes);
		await this.prepareAll(this.open(indexes));
		const prepared = this.open(indexes);
		await this.noteThings(prepared);
		if (prepared.length > 0) await this.checkAll(prepared);
		const checked = this.open(indexes);
		// The checks may have put items together.
		await this.noteThings(checked);
		await this.forEach(
			checked,
			(itemIndex) => this.work.touches(itemIndex),
			async (itemIndex) => {
				if (!this.failures.endTheRun) await this.perform(itemIndex);
			},
		);
		await this.readWritten();
		if (!this.failures.endTheRun) this.ledger.tell(indexes);
	}

	/** Many at once, so that what several items look up is under way while others ask for what is their own; the requests keep their pace. */
	private async prepareAll(indexes: readonly number[]): Promise<void> {
		if (indexes.length === 0) return;
		const { pace } = (await this.connected()).api.service;
		const prepareOne = async (itemIndex: number) => {
			if (this.failures.areHopeless) return;
			try {
				throwIfCanceled(this.functions.getExecutionCancelSignal());
				await this.prepare(itemIndex);
			} catch (thrown) {
				// what one of them met has stopped the look-ups of the others
				if (this.failures.areHopeless) return;
				this.fail(itemIndex, thrown);
				if (this.failures.areHopeless) pace.stop(asError(thrown));
			}
		};
		const atOnce =
			this.operation.atOnce === undefined && pace.most > 1 ? Math.max(longestList, pace.worksAtOnce) : undefined;
		await this.forEach(indexes, () => [], prepareOne, atOnce);
	}

	private async prepare(itemIndex: number): Promise<void> {
		const call = await this.connected();
		await this.shown.check(itemIndex, call.api);
		// What it looks up may be known from the items before, so that it waits for nothing.
		await this.inPieces(async () => await this.work.prepare(call, itemIndex));
	}

	private async readWritten(): Promise<void> {
		const written = this.failures.endTheRun ? [] : [...this.toRead.keys()];
		await this.forEach(
			written,
			() => [],
			async (itemIndex) => {
				throwIfCanceled(this.functions.getExecutionCancelSignal());
				const result = await this.toRead.get(itemIndex)?.read();
				if (result) await this.show(itemIndex, result);
			},
			written.length,
		);
	}

	/** The items that nothing speaks against; none where the run is to end. */
	private open(indexes: readonly number[]): number[] {
		return this.failures.endTheRun ? [] : indexes.filter((itemIndex) => !this.results.has(itemIndex));
	}

	private async forEach(
		indexes: readonly number[],
		things: (itemIndex: number) => readonly string[] | undefined,
		work: (itemIndex: number) => Promise<void>,
		atOnce?: number,
	): Promise<void> {
		if (indexes.length === 0) return;
		const jobs = await inPieces(indexes, (itemIndex) => ({
			things: things(itemIndex),
			work: async () => await this.attempt(itemIndex, async () => await work(itemIndex)),
		}));
		await inTurn(jobs, atOnce ?? (await this.itemsAtOnce()));
	}

	private async connected(): Promise<OperationCall<Api>> {
		return await (this.call ??= this.startCall());
	}

	/** Above the output, once. */
	private readonly hint = (message: string) => {
		if (this.said.includes(message)) return;
		this.said.push(message);
		this.functions.addExecutionHints({ message, location: 'outputPane' });
	};

	private async startCall(): Promise<OperationCall<Api>> {
		const { functions, ledger, hint } = this;
		const api = await this.connect(functions);
		ledger.connectTo(api.address);
		return { functions, api, ledger, hint };
	}

	private async itemsAtOnce(): Promise<number> {
		const { most, worksAtOnce } = (await this.connected()).api.service.pace;
		const { atOnce, kind } = this.operation;
		if (atOnce === 'few') return Math.min(fewAtOnce, most);
		if (atOnce === 'requests') return most;
		return atOnce === 'lists' && kind === 'read' ? most * longestList : worksAtOnce;
	}

	/** What can be seen to be wrong with any item is known before the service is asked for the first. */
	private async readForms(indexes: readonly number[]): Promise<void> {
		for (const itemIndex of indexes) {
			if (!this.failures.areHopeless) await this.attempt(itemIndex, async () => await this.readForm(itemIndex));
		}
	}

	private async readForm(itemIndex: number): Promise<void> {
		const { functions, operation } = this;
		throwIfCanceled(functions.getExecutionCancelSignal());
		if (operation.kind === 'destructive') refuseUnlessAllowed(functions, itemIndex);
		const call = await this.connected();
		if (operation.kind !== 'read') refuseWriteIfReadOnly(call.api.service);
		await this.inPieces(() => this.takeAnswers(call, itemIndex));
	}

	private takeAnswers({ api }: OperationCall<Api>, itemIndex: number): void {
		const answers = this.answersFor(itemIndex, this.ledger.answersOf(itemIndex, this.secrets));
		const most = readRequestsAtOnce(answers);
		if (!this.isPaced) api.service.pace.limitTo(most);
		this.isPaced = true;
		this.shown.read(itemIndex, answers);
		this.work.read(itemIndex, answers);
	}

	/** An agent's open write on one thing must not switch off the checks of its next call, on another. */
	private async noteThings(indexes: readonly number[]): Promise<void> {
		await inPieces(indexes, (itemIndex) => {
			const things = this.work.touches(itemIndex);
			if (things) this.ledger.setThings(itemIndex, things);
		});
	}

	private async checkAll(indexes: readonly number[]): Promise<void> {
		try {
			await this.work.checkAll(await this.connected(), indexes, (itemIndex, reason) => this.fail(itemIndex, reason));
		} catch (thrown) {
			for (const itemIndex of indexes) this.fail(itemIndex, thrown);
		}
	}

	private async perform(itemIndex: number): Promise<void> {
		throwIfCanceled(this.functions.getExecutionCancelSignal());
		const result = await this.work.run(await this.connected(), itemIndex);
		if (result instanceof ReadLater) this.toRead.set(itemIndex, result);
		else await this.show(itemIndex, result);
	}

	private async show(itemIndex: number, result: Result): Promise<void> {
		this.results.set(itemIndex, await this.shown.items(itemIndex, result));
	}

	private async attempt(itemIndex: number, work: () => Promise<void>): Promise<void> {
		try {
			await work();
		} catch (thrown) {
			this.fail(itemIndex, thrown);
		}
	}

	/** An error item where the node continues, else the end of the run. */
	private fail(itemIndex: number, thrown: unknown): void {
		const item = this.failures.add(itemIndex, thrown);
		if (item) this.results.set(itemIndex, [item]);
	}
}
