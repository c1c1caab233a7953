import { mapped } from './field';
import type { Field } from './field';
import { flag } from './flag';
import { wholeNumber } from './number';
import { switched } from './variants';

/** How many records to give; undefined for all of them. */
export const limit: Field<number | undefined> = mapped(
	switched(
		flag({
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		}),
		{
			off: {
				limit: wholeNumber(
					{
						displayName: 'Limit',
						name: 'limit',
						type: 'number',
						typeOptions: { minValue: 1 },
						default: 50,
						description: 'Max number of results to return',
					},
					{ least: 1 },
				),
			},
		},
	),
	(all) => (all.on ? undefined : all.limit),
);
