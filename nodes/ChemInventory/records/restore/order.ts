import type { Change } from '../../../shared/backup/change';
import type { ChangedRecord, Planned } from '../../../shared/backup/restore/steps';
import { named } from '../../../shared/backup/restore/undo';
import type { Undone } from '../../../shared/backup/restore/undo';
import { heldNothing, isPlain } from '../../../shared/backup/restore/values';
import { parseId } from '../../../shared/values/ids';
import { dataObject } from '../../../shared/values/json';
import { orderWords } from '../vocabulary';
import { setOrdered, updateOrder } from './steps';
import { goneFor, nameOf, oneStep, staysAsItIs } from './words';

export function planOrder(record: ChangedRecord): Planned[] {
	if (record.isGone)
		return goneFor(
			'order',
			record,
			'It has arrived or was deleted; the list does not say which. If it is still needed, order it again with Order > Create.',
		);
	const status = record.changes.find((change) => ['status', 'dateOrdered'].includes(nameOf(change, orderWords)));
	const placed = (change: Change) =>
		nameOf(change, orderWords) === 'status'
			? change.from === 'ordered'
			: !heldNothing(change.from) && Number(change.from) !== 0;
	const others = {
		...record,
		changes: record.changes.filter((change) => !['status', 'dateOrdered'].includes(nameOf(change, orderWords))),
	};
	return [
		...(status && placed(status)
			? [{ why: `The order ${named(record)} gets another time of ordering: that of the step.`, lost: ['dateOrdered'] }]
			: []),
		...oneStep(updateOrder, 'Order', 'order', others, (change): Undone => {
			const word = change.change === 'debited' || change.change === 'credited' ? 'size' : nameOf(change, orderWords);
			if (word === 'destinationId') {
				const id = parseId(change.from);
				return { set: id === undefined ? { clear: ['destination'] } : { destination: id } };
			}
			if (word === 'comments')
				return { set: heldNothing(change.from) ? { clear: ['comments'] } : { comments: String(change.from) } };
			if (['size', 'unit', 'supplier'].includes(word))
				return heldNothing(change.from) || !isPlain(change.from)
					? { why: 'it was empty, and cannot be emptied' }
					: { set: { [word]: String(change.from) } };
			if (orderWords.words.some(([name]) => name === word)) return staysAsItIs;
			return {
				set: heldNothing(change.from) ? { clear: [word] } : { customFields: dataObject({ [word]: change.from }) },
			};
		}),
		...(status
			? [
					{
						step: setOrdered,
						why: `The order ${named(record)} was ${placed(status) ? 'placed' : 'not placed'} at that time.`,
						restores: ['status'],
						parameters: { order: record.id, status: placed(status) ? 'ordered' : 'notOrdered' },
					},
				]
			: []),
	];
}
