import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { refuseUnlessAllowed, runsForAgent } from './agent';
import { breather, inPieces } from './breather';
import { asError, Fault } from './fault';
import type { FaultKind } from './fault';
import { answersOf } from './form/answers';
import { readRequestsAtOnce } from './form/requestsAtOnce';
import { longestList } from './gathered';
import { throwIfCanceled } from './http/pause';
import { refuseWriteIfReadOnly } from './http/send';
import type { Service } from './http/send';
import { inCallsTurn } from './inCallsTurn';
import { inTurn } from './inTurn';
import { toNodeError } from './nodeError';
import { ReadLater } from './operation';
import type { Operation, OperationCall, OperationRun, Result } from './operation';
import { errorItem, inOneText } from './resultItems';
import { ShownRecords } from './shownRecords';
import { afterChange, ofOtherItems } from './writing/afterChange';
import { WriteLedger } from './writing/ledger';
import type { LedgerEntry } from './writing/ledger';

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

/** What is wrong with one item may be right with the next. */
const concernsItem: ReadonlySet<FaultKind> = new Set(['badInput', 'refused']);

/** The chosen operation at work on all input items. */
export class OperationLoop<Api extends ConnectedApi> {
	private readonly work: OperationRun<Api>;

	private readonly ledger: WriteLedger;

	private readonly shown: ShownRecords<Api>;

	/** What was thrown for an item, where the node ends on it. */
	private readonly failures = new Map<number, unknown>();

	private readonly results = new Map<number, INodeExecutionData[]>();

	/** Items that were changed, and what of them is still to be read. */
	private readonly toRead = new Map<number, ReadLater>();

	private call: Promise<OperationCall<Api>> | undefined;

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
		this.shown = new ShownRecords(operation);
		this.ledger = new WriteLedger(functions, key);
	}

	/** @returns the items of each input item. @throws the error that ends the run */
	async run(indexes: readonly number[]): Promise<INodeExecutionData[][]> {
		if (this.operation.kind === 'read') await this.readEach(indexes);
		else await inCallsTurn(this.functions, async () => await this.writeAll(indexes));
		if (this.failures.size > 0) throw this.endingError(indexes);
		await this.shown.finish(this.hint);
		return indexes.map((itemIndex) => this.results.get(itemIndex) ?? []);
	}

	private async readEach(indexes: readonly number[]): Promise<void> {
		await this.readForms(indexes);
		await this.forEach(
			this.open(indexes),
			() => [],
			async (itemIndex) => {
				if (this.failures.size > 0) return;
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
				if (this.failures.size === 0) await this.perform(itemIndex);
			},
		);
		await this.readWritten();
		if (this.failures.size === 0) this.ledger.tell(indexes);
	}

	/** Many at once, so that what several items look up is under way early; the requests keep their pace. */
	private async prepareAll(indexes: readonly number[]): Promise<void> {
		if (indexes.length === 0) return;
		const { pace } = (await this.connected()).api.service;
		const prepareOne = async (itemIndex: number) => {
			if (this.isHopeless) return;
			try {
				throwIfCanceled(this.functions.getExecutionCancelSignal());
				await this.prepare(itemIndex);
			} catch (thrown) {
				// what one of them met has stopped the look-ups of the others
				if (this.isHopeless) return;
				this.fail(itemIndex, thrown);
				if (this.isHopeless) pace.stop(asError(thrown));
			}
		};
		await this.forEach(indexes, () => [], prepareOne, pace.most === 1 ? 1 : pace.most * longestList);
	}

	private async prepare(itemIndex: number): Promise<void> {
		const call = await this.connected();
		await this.shown.check(itemIndex, call.api);
		// What it looks up may be known from the items before, so that it waits for nothing.
		await this.inPieces(async () => await this.work.prepare(call, itemIndex));
	}

	private async readWritten(): Promise<void> {
		const written = this.failures.size > 0 ? [] : [...this.toRead.keys()];
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

	/** Whether looking at more items leads to nothing but the same failure. */
	private get isHopeless(): boolean {
		return [...this.failures.values()].some((thrown) => !(thrown instanceof Fault && concernsItem.has(thrown.kind)));
	}

	/** The items that nothing speaks against; none where the run is to end. */
	private open(indexes: readonly number[]): number[] {
		return this.failures.size > 0 ? [] : indexes.filter((itemIndex) => !this.results.has(itemIndex));
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
		return atOnce === 'lists' && kind === 'read' ? most * longestList : worksAtOnce;
	}

	/** What can be seen to be wrong with any item is known before the service is asked for the first. */
	private async readForms(indexes: readonly number[]): Promise<void> {
		for (const itemIndex of indexes) {
			if (!this.isHopeless) await this.attempt(itemIndex, async () => await this.readForm(itemIndex));
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

	private takeAnswers({ api, hint }: OperationCall<Api>, itemIndex: number): void {
		const { functions, operation, ledger } = this;
		const answers = answersOf(functions, itemIndex, hint, ledger.answersOf(itemIndex, secretsIn(operation)));
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

	/** An error item where the node continues, else the end of the run. What was sent or done before is told with it. */
	private fail(itemIndex: number, thrown: unknown): void {
		const { functions, operation } = this;
		const told = afterChange(thrown, this.knownOf(itemIndex, thrown));
		if (functions.continueOnFail()) {
			const error = inOneText(functions, toNodeError(functions.getNode(), told, itemIndex));
			this.results.set(itemIndex, [errorItem(functions, operation, told, error, itemIndex)]);
		} else {
			this.failures.set(itemIndex, told);
		}
	}

	/** What was sent or done for an item. An agent's bad values are those of this call, whatever an earlier one has left open. */
	private knownOf(itemIndex: number, thrown: unknown): LedgerEntry[] {
		const isBadCall = runsForAgent(this.functions) && thrown instanceof Fault && thrown.kind === 'badInput';
		return this.operation.kind === 'read' || isBadCall ? [] : this.ledger.known(itemIndex);
	}

	/** The failure of the first item, and what became of the others. */
	private endingError(indexes: readonly number[]): Error {
		const { functions } = this;
		const first = indexes.find((itemIndex) => this.failures.has(itemIndex)) ?? 0;
		const error = toNodeError(functions.getNode(), this.failures.get(first), first);
		const others = indexes.filter((itemIndex) => itemIndex !== first);
		const more = ofOtherItems(
			others.map((itemIndex) => ({
				itemIndex,
				reason: this.failures.get(itemIndex),
				known: this.knownOf(itemIndex, undefined),
			})),
		);
		if (more.length > 0) error.description = [error.description ?? [], ...more].flat().join(' ');
		return inOneText(functions, error);
	}
}
