import { changed, field } from './field';
import type { Field } from './field';

/** The switch before what cannot easily be undone. A person sets it; `refuseUnlessAllowed` alone reads it. */
export const allowForAgents: Field<undefined> = field(
	'allowance',
	{
		displayName: 'Allow for AI Agents',
		name: 'allowForAiAgents',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description:
			'Whether an AI agent that uses this node as a tool may run this operation, which deletes something or cannot easily be undone',
		displayOptions: { show: { '@tool': [true] } },
	},
	() => undefined,
);

/** The same for an operation that is dangerous with some answers only. Its name for it stands after "may". */
export const allowForAgentsTo = (what: string): Field<undefined> =>
	changed(allowForAgents, { description: `Whether an AI agent that uses this node as a tool may ${what}` });
