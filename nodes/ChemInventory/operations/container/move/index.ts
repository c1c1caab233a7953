import { allOf } from '../../../../shared/allOf';
import { choice } from '../../../../shared/form';
import { timeLimits } from '../../../../shared/http/send';
import type { OperationCall, PlannedItem, Refuse } from '../../../../shared/operation';
import { containersPicker, containersToChange } from '../../../records/container/chosen';
import { refuseMissing } from '../../../records/container/existing';
import { rowsByIds } from '../../../records/container/rows';
import type { ChemInventoryApi } from '../../../service/api';
import { operation } from '../../operation';
import { destination, findDestination } from './destination';
import { groupMoves, moveGroup, thingsOfMove } from './group';
import type { Move } from './group';
import { atOnePlace, outcomeOf, resultOf } from './result';
import type { Outcome } from './result';

/** Refuses items whose containers do not exist, and groups what goes out in one call. The rows are read for all items together. */
async function checkAndGroup(
	call: OperationCall<ChemInventoryApi>,
	items: ReadonlyArray<PlannedItem<Move>>,
	refuse: Refuse,
): Promise<void> {
	const unsent = items.filter(({ itemIndex }) => !call.ledger.begun(itemIndex));
	const ids = new Set(unsent.flatMap(({ plan }) => plan.ids));
	const found = await rowsByIds(call.api, [...ids], timeLimits.list);
	const refused = new Set<number>();
	refuseMissing(
		unsent.filter(({ plan }) => !plan.reports),
		new Set(found.missing),
		(itemIndex, reason) => {
			refused.add(itemIndex);
			refuse(itemIndex, reason);
		},
		'Containers',
		", or set 'If Some Do Not Move' to Go On and List Them",
	);
	groupMoves(
		call,
		items.filter(({ itemIndex }) => !refused.has(itemIndex)),
		found,
	);
}

export const move = operation({
	option: {
		name: 'Move',
		value: 'move',
		action: 'Move containers to a location',
		description:
			'Move one container or several to a location, or back to where they were. All items are checked before the first container moves.',
	},
	kind: 'write',
	form: {
		containers: containersPicker,
		destination,
		ifSomeDoNotMove: choice({
			displayName: 'If Some Do Not Move',
			name: 'ifSomeDoNotMove',
			type: 'options',
			options: [
				{ name: 'Fail and Name Them', value: 'fail' },
				{ name: 'Go On and List Them', value: 'report', description: 'The item lists them as notMoved' },
			],
			default: 'fail',
			description: 'What to do when ChemInventory moves only some of the containers',
		}),
	},
	async prepare(call, form): Promise<Move> {
		const [containers, partsOf] = await allOf([
			containersToChange(call, form.containers),
			findDestination(call.api, form.destination),
		]);
		return {
			...containers,
			parts: partsOf(containers.ids),
			reports: form.ifSomeDoNotMove === 'report',
		};
	},
	checkAll: checkAndGroup,
	touches: thingsOfMove,
	async run(call, plan) {
		const outcomes: Outcome[] = [];
		for (const part of plan.parts) {
			const { ids, location, step } = part;
			const { group = { location, step, members: [{ itemIndex: call.itemIndex, ids }], rank: 0 } } = part;
			try {
				outcomes.push(await outcomeOf(part, plan.reports, await moveGroup(call, group)));
			} catch (thrown) {
				throw atOnePlace(thrown, plan, outcomes);
			}
		}
		return resultOf(plan, outcomes);
	},
});
