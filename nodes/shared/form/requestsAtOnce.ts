import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { usualPace } from '../http/pace';
import type { Answers } from './answers';
import { collection } from './collection';
import { wholeNumber } from './number';

/** One setting for all items of a step, so the loop reads it with their forms, and takes what the first of them says. */
const options = collection(
	{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
	{
		requestsAtOnce: wholeNumber(
			{
				displayName: 'Requests at a Time',
				name: 'requestsAtOnce',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 50 },
				default: 10,
				description:
					'How many requests this step sends at a time. Lower it if the service gets slow for other users. When the service asks for fewer requests, the step slows down by itself.',
			},
			{ least: 1, most: 50 },
		),
	},
);

/** @throws Fault `badInput` */
export const readRequestsAtOnce = (answers: Answers): number => options.read(answers).requestsAtOnce ?? usualPace;

type Child = INodeProperties | INodePropertyCollection | INodePropertyOptions;

const labelOf = (child: Child) => ('displayName' in child ? child.displayName : child.name);

const byLabel = (one: Child, other: Child) => labelOf(one).localeCompare(labelOf(other));

/** The fields of an operation, with the setting among its options. */
export function withRequestsAtOnce(fields: readonly INodeProperties[]): INodeProperties[] {
	const own = options.declarations.flatMap((declaration) => declaration.options ?? []);
	if (!fields.some(({ name }) => name === options.name)) return [...fields, ...options.declarations];
	return fields.map((each) =>
		each.name === options.name ? { ...each, options: [...(each.options ?? []), ...own].sort(byLabel) } : each,
	);
}
