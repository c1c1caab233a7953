import type { IDataObject, IExecuteFunctions, IPollFunctions } from 'n8n-workflow';

import { runsForAgent } from '../agent';
import { plainReader } from './plainAnswer';
import type { PlainReader } from './plainAnswer';

/** What was filled into a form, for one input item: expressions are resolved, nothing else is checked. */
export interface Answers {
	/** What a parameter holds; null where it is not there, undefined where an expression found nothing. */
	get(name: string): unknown;
	/** Whether n8n hands out a parameter: it drops those whose conditions do not hold. */
	has(name: string): boolean;
	/** Whether fields of several branches may be filled in: within a collection n8n knows no conditions, and a list may be an expression. */
	readonly showsAll: boolean;
	/** The fields of the input item, for forms that are mapped automatically. */
	readonly item: IDataObject;
	/** Time zone of the workflow, such as `Europe/Berlin`. */
	readonly zone: string;
	readonly forAgent: boolean;
	/** Shows a sentence above the output. */
	hint(message: string): void;
}

/** What n8n gives back for a parameter that is not there. */
const absent: unique symbol = Symbol('not there');

/** A form of the lab's own fields comes with the declarations of all of them: nothing to remember with each item. */
function withoutSchema(answer: unknown): unknown {
	if (typeof answer !== 'object' || answer === null || !('mappingMode' in answer && 'schema' in answer)) return answer;
	return Object.fromEntries(Object.entries(answer).filter(([key]) => key !== 'schema'));
}

/** What a step's parameters hold before expressions, and who fills them in: the same for all items of a run. */
class Step {
	private readonly readers = new Map<string, PlainReader | typeof absent>();

	private forAgentOnce: boolean | undefined;

	constructor(readonly functions: IExecuteFunctions) {}

	/** `getNode` copies the whole node on every call. */
	get forAgent(): boolean {
		return (this.forAgentOnce ??= runsForAgent(this.functions));
	}

	/** @returns `absent` where the parameter is not there */
	answerTo(name: string, item: IDataObject, itemIndex: number): unknown {
		const read = this.reader(name, itemIndex);
		if (read === absent) return absent;
		// what an agent fills in is nowhere in the item
		const plain = this.forAgent ? undefined : read(item);
		return plain ? plain.answer : withoutSchema(this.functions.getNodeParameter(name, itemIndex, absent));
	}

	private reader(name: string, itemIndex: number): PlainReader | typeof absent {
		const known = this.readers.get(name);
		if (known !== undefined) return known;
		const filledIn: unknown = this.functions.getNodeParameter(name, itemIndex, absent, { rawExpressions: true });
		const reader = filledIn === absent ? absent : plainReader(withoutSchema(filledIn));
		this.readers.set(name, reader);
		return reader;
	}
}

/**
 * The answers of a step, by item.
 * @returns a function that reads one item. Its `held` is what was filled in when an earlier try of the run sent something for the
 * item: it counts again, because n8n evaluates expressions anew in every try. What is read is added to it.
 */
export function answersOf(
	functions: IExecuteFunctions,
	hint: (message: string) => void,
): (itemIndex: number, held: Record<string, unknown>) => Answers {
	const step = new Step(functions);
	return (itemIndex, held) => {
		const item = functions.getInputData()[itemIndex]?.json ?? {};
		const read = (name: string) => {
			if (!Object.hasOwn(held, name)) {
				const answer = step.answerTo(name, item, itemIndex);
				if (answer === absent) return absent;
				held[name] = answer;
			}
			return held[name];
		};
		return {
			get: (name) => {
				const answer = read(name);
				return answer === absent ? null : answer;
			},
			has: (name) => read(name) !== absent,
			showsAll: false,
			item,
			zone: functions.getTimezone(),
			forAgent: step.forAgent,
			hint,
		};
	};
}

/** The settings of a trigger. A poll shows no hints, and n8n's second argument is the fallback there. */
export function settingsOf(functions: IPollFunctions): Answers {
	return {
		get: (name) => functions.getNodeParameter(name, null),
		has: (name) => {
			const answer: unknown = functions.getNodeParameter(name, absent);
			return answer !== absent;
		},
		showsAll: false,
		item: {},
		zone: functions.getTimezone(),
		forAgent: false,
		hint: () => undefined,
	};
}

/** The answers within one: the keys of a collection, or of one entry of a list. */
export const answersWithin = (answers: Answers, held: Readonly<Record<string, unknown>>): Answers => ({
	...answers,
	get: (name) => (Object.hasOwn(held, name) ? held[name] : null),
	has: () => true,
	showsAll: true,
});
