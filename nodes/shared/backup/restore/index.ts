import { choice } from '../../form';
import { refuseAgents } from '../refuseAgents';
import { operation } from '../withoutService';
import { makePlan, planItems, planSentence, planSummary } from './plan';
import { readComparison } from './records';
import type { RestoreRules } from './steps';

/** Plans how what a comparison found can be put back. @param rules those of the service */
export const planRestore = (rules: RestoreRules) =>
	operation({
		option: {
			name: 'Plan Restore',
			value: 'planRestore',
			action: 'Plan how to put back what is gone or changed',
			description:
				'Turn the changes that Compare found into steps for the other nodes, and say what cannot be put back. Writes nothing.',
		},
		kind: 'read',
		form: {
			outputAs: choice({
				displayName: 'Output As',
				name: 'outputAs',
				type: 'options',
				options: [
					{
						name: 'Steps',
						value: 'steps',
						description: 'One item for each step, in the order in which they must be done',
					},
					{ name: 'Summary', value: 'summary', description: 'One item with the numbers' },
				],
				default: 'steps',
				description: 'What the plan looks like',
			}),
		},
		async run({ functions, itemIndex, hint }, { outputAs }, forms) {
			refuseAgents(functions, 'Output As');
			// One plan for all items.
			const [first] = forms.keys();
			if (itemIndex !== first) return [];
			const comparison = await readComparison(functions.getInputData(), Object.keys(rules.byKind), rules.service);
			const plan = await makePlan(rules, comparison);
			hint(planSentence(plan));
			return outputAs === 'summary' ? planSummary(plan) : await planItems(plan);
		},
	});
