import type { IDataObject, IExecuteFunctions, IPollFunctions } from 'n8n-workflow';

import { runsForAgent } from '../agent';

/** What was filled into a form, for one input item: expressions are resolved, nothing else is checked. */
export interface Answers {
	/** What a parameter holds; null where it is not there, undefined where an expression found nothing. */
	get(name: string): unknown;
	/** The fields of the input item, for forms that are mapped automatically. */
	readonly item: IDataObject;
	/** Time zone of the workflow, such as `Europe/Berlin`. */
	readonly zone: string;
	readonly forAgent: boolean;
	/** Shows a sentence above the output. */
	hint(message: string): void;
}

export function answersOf(functions: IExecuteFunctions, itemIndex: number, hint: (message: string) => void): Answers {
	return {
		get: (name) => functions.getNodeParameter(name, itemIndex, null),
		item: functions.getInputData()[itemIndex]?.json ?? {},
		zone: functions.getTimezone(),
		forAgent: runsForAgent(functions),
		hint,
	};
}

/** The settings of a trigger. A poll shows no hints, and n8n's second argument is the fallback there. */
export function settingsOf(functions: IPollFunctions): Answers {
	return {
		get: (name) => functions.getNodeParameter(name, null),
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
});
