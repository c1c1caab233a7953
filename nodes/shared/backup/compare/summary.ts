import type { IDataObject } from 'n8n-workflow';

import { changesByImportance } from '../change';
import type { Change, ChangeName } from '../change';
import { quantity } from '../figures';
import type { Compared } from './comparison';

/** How many there are of each change. */
export class Counts {
	private readonly counts = new Map<ChangeName, number>();

	take({ change }: Pick<Change, 'change'>): void {
		this.counts.set(change, this.of(change) + 1);
	}

	of(change: ChangeName): number {
		return this.counts.get(change) ?? 0;
	}

	get all(): number {
		return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
	}
}

const wordsFor: Record<ChangeName, (count: number) => string> = {
	gone: () => 'gone',
	fieldGone: (count) => (count === 1 ? 'field gone' : 'fields gone'),
	debited: () => 'debited',
	credited: () => 'credited',
	moved: () => 'moved',
	renamed: () => 'renamed',
	edited: (count) => (count === 1 ? 'value edited' : 'values edited'),
	fieldAdded: (count) => (count === 1 ? 'new field' : 'new fields'),
	added: () => 'new',
};

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Whether nothing is left of what was there. */
export const isAllGone = ({ earlier, later }: Compared): boolean =>
	earlier.facts.records > 0 && later.facts.records === 0 && earlier.kind?.isLog !== true;

/** In one sentence or two, good for the subject of a mail. */
export function sentenceOf(compared: Compared, counts: Counts): string {
	const { kind, earlier, later, isSameFile } = compared;
	const plural = kind?.plural ?? 'records';
	const [before, now] = [earlier.facts.records, later.facts.records];
	if (isSameFile) return `No changes: both are the same file with ${quantity(now)} ${plural}.`;
	if (isAllGone(compared))
		return `ALL ${plural.toUpperCase()} ARE GONE: there were ${quantity(before)}, and the later file contains none.`;
	if (counts.all === 0)
		return kind?.isLog && before !== now
			? `No new ${plural}. ${quantity(before)} before, ${quantity(now)} now.`
			: `No changes in ${quantity(now)} ${plural}.`;
	const parts = changesByImportance.flatMap((change) => {
		const count = counts.of(change);
		return count === 0 ? [] : [`${quantity(count)} ${wordsFor[change](count)}`];
	});
	return `${capital(plural)}: ${parts.join(', ')}. ${quantity(before)} before, ${quantity(now)} now.`;
}

/** What all outputs but the changes themselves say. */
export function summaryOf(compared: Compared, counts: Counts): IDataObject {
	const { kind, earlier, later } = compared;
	return {
		summary: sentenceOf(compared, counts),
		changes: counts.all,
		...Object.fromEntries(changesByImportance.map((change) => [change, counts.of(change)])),
		kind: kind?.name ?? null,
		recordsBefore: earlier.facts.records,
		recordsNow: later.facts.records,
		allGone: isAllGone(compared),
		sameFile: compared.isSameFile,
		earlierFile: earlier.side.file.name,
		laterFile: later.side.file.name,
	};
}
