import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';

import type { FaultCondition, RecordedRequest, Sandbox } from '../../sandbox';
import { seededRandom } from '../../sandbox/cheminventory/seed/random';

/** What one input item asks for, and how the sandbox shows whether it was done. */
export interface Wish {
	/** The item that comes in. */
	json: IDataObject;
	binary?: IBinaryKeyData;
	/** Items with the same aim want the same thing; what is done for one is done for all of them. By default each has its own. */
	aim?: string;
	/** Each item of the aim may do it again, as it changes nothing then. */
	repeats?: true;
	/** How often it was done: by the requests that took effect, or by what the sandbox holds. */
	effects: (requests: readonly RecordedRequest[]) => number;
	/** What else is done on the way to it, for one item or for several: where it was, one of them says so. */
	onTheWay?: { what: string; times: Wish['effects'] };
	/** The item makes other writes as well, whose outcome may be the unknown one. */
	hasMore?: true;
	/** Whether the sandbox shows it; only where no other item of the run may undo it. */
	shows?: () => boolean;
	/** It is looked for by asking for it again: what befalls its writes befalls its looks. */
	looksByAsking?: true;
	/** Why nobody can see afterwards whether it was done: an unknown outcome is right then. */
	hidden?: string;
}

/** One step with its input items. */
export interface Scenario {
	parameters: IDataObject;
	wishes: Wish[];
	/** What must hold besides; in words where it does not. */
	besides?: () => string[];
}

/** Makes scenarios of one operation that work where nothing goes wrong. */
export interface Scenery {
	/** The name of the operation in `everyOperation.ts`. */
	operation: string;
	/** The requests by which it changes something. */
	writes: FaultCondition;
	/** All other requests of its own. */
	looks: FaultCondition;
	/** How many items one run may have; by default 20. */
	mostItems?: number;
	build: (stage: Stage, items: number) => Scenario;
}

/** The sandbox, and the chance by which it is filled. */
export class Stage {
	private serial = 0;

	readonly random: (limit: number) => number;

	constructor(
		readonly sandbox: Sandbox,
		seed: number,
	) {
		this.random = seededRandom(seed);
		// The first numbers of neighbouring seeds are alike.
		for (let skipped = 0; skipped < 5; skipped++) this.random(2);
	}

	get lab() {
		return this.sandbox.chemInventory.lab;
	}

	get cdd() {
		return this.sandbox.cdd;
	}

	chance(percent: number): boolean {
		return this.random(100) < percent;
	}

	pick<T>(choices: readonly [T, ...T[]]): T {
		return choices[this.random(choices.length)] ?? choices[0];
	}

	/** A text that is nowhere else, whatever stands before and behind it. */
	mark(): string {
		return `m${++this.serial}x`;
	}

	number(): number {
		return ++this.serial;
	}

	/**
	 * One record for each item. A few items have the record of another one, unless the first to be changed is not found
	 * under its name any more.
	 */
	records<R>(items: number, make: () => R, mayRepeat = true): Array<{ record: R; isOnly: boolean }> {
		const records: R[] = [];
		for (let item = 0; item < items; item++) {
			const known = records[this.random(records.length)];
			records.push(mayRepeat && known !== undefined && this.chance(15) ? known : make());
		}
		return records.map((record) => ({ record, isOnly: records.filter((one) => one === record).length === 1 }));
	}
}

/** A value that n8n finds anew in each try, with the mark of the item in it. */
export const changingText = '={{ $json.mark }} {{ Math.random() }} {{ $now }}';

const chemApi = '/cheminventory/api';

const alternatives = (paths: readonly string[]) => paths.map((path) => path.replaceAll('/', '\\/')).join('|');

/** The writes of an operation of ChemInventory, and everything else that is asked there. */
export const chemRequests = (...paths: string[]): Pick<Scenery, 'looks' | 'writes'> => ({
	writes: { path: new RegExp(`^${chemApi}(${alternatives(paths)})$`) },
	looks: { path: new RegExp(`^${chemApi}(?!(${alternatives(paths)})$)`) },
});

/** A write of CDD Vault by its method, and the requests that read. */
export const cddRequests = (method: string, path: string): Pick<Scenery, 'looks' | 'writes'> => ({
	writes: { method, path },
	looks: { method: 'GET' },
});

type Body = Readonly<Record<string, unknown>>;

const isBody = (body: unknown): body is Body => typeof body === 'object' && body !== null;

/** Counts what requests did that took effect. */
export const doneBy =
	(path: RegExp | string, times: (body: Body, request: RecordedRequest) => boolean | number): Wish['effects'] =>
	(requests) =>
		requests
			.filter(
				(request) =>
					request.tookEffect && (typeof path === 'string' ? request.path.endsWith(path) : path.test(request.path)),
			)
			.reduce((sum, request) => sum + Number(isBody(request.body) ? times(request.body, request) : 0), 0);

/** The same for a path of ChemInventory. */
export const done = (path: string, times: (body: Body) => boolean | number): Wish['effects'] =>
	doneBy(`${chemApi}${path}`, times);

export const holds = (value: unknown, mark: string): boolean => JSON.stringify(value ?? null).includes(mark);
