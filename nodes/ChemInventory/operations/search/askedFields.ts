import type { IDataObject } from 'n8n-workflow';

import { inPieces } from '../../../shared/breather';
import { Fault } from '../../../shared/fault';
import { AskedRecords } from '../../../shared/operation';
import type { ItemCall } from '../../../shared/operation';
import { quote } from '../../../shared/values/badInput';
import { idsText } from '../../../shared/writing/noted';
import type { ContainerSummary } from '../../contract/container';
import { customFieldKey } from '../../contract/scalars';
import { containerWordsFor, withNews } from '../../records/container/output';
import { rowsTogether, withoutWordForNone } from '../../records/container/rows';
import type { ContainerRow } from '../../records/container/rows';
import type { ChemInventoryApi } from '../../service/api';
import type { Asked } from './rules';

type Call = Pick<ItemCall<ChemInventoryApi>, 'api' | 'hint'>;

const ownKeysOf = (asked: readonly Asked[]): string[] => [
	...new Set(asked.map(({ key }) => key).filter((key) => customFieldKey.test(key))),
];

/** A comment may be the word None, which tables also have where there is none: then nobody knows. */
const isKnown = (row: ContainerRow, key: string) => key in row && withoutWordForNone(row)[key] === row[key];

/** A service that reads a rule in another way than it is meant finds too much, and too little as well. @throws Fault */
function refuseUnfit(rows: readonly ContainerRow[], asked: readonly Asked[]): void {
	for (const { key, label, fits } of asked) {
		const wrong = fits ? rows.filter((row) => isKnown(row, key) && !fits(String(row[key] ?? '').trim())) : [];
		if (wrong.length > 0)
			throw new Fault('incomplete', 'ChemInventory found containers that do not fit the rules', {
				description: `In ${quote(label)} the containers ${idsText(wrong.map(({ id }) => Number(id)))} have other values than the rule asks for, so others may be missing. Use Inventory > Export and n8n's Filter step instead.`,
			});
	}
}

/**
 * What a search finds shows no fields of the lab: those that it asked about are read from the full rows. What a rule says of a
 * field, of the lab's own or not, is compared with these.
 * @throws Fault
 */
export async function withAskedFields(
	{ api, hint }: Call,
	found: readonly ContainerSummary[],
	asked: readonly Asked[],
	timeLimit: number | undefined,
): Promise<readonly ContainerSummary[]> {
	const keys = ownKeysOf(asked);
	const isCompared = asked.some(({ fits }) => fits !== undefined);
	if ((keys.length === 0 && !isCompared) || found.length === 0) return found;
	const { table, missing } = await rowsTogether(
		api,
		found.map(({ id }) => id),
		timeLimit,
	);
	refuseUnfit(table.rows, asked);
	if (missing.length > 0 && keys.length > 0)
		hint(`ChemInventory did not show the fields that were searched for of the containers ${idsText(missing)}.`);
	const rowOf = new Map(table.rows.map((row) => [Number(row.id), row]));
	return await inPieces(found, (container) => {
		const row = rowOf.get(container.id) ?? {};
		return { ...container, ...Object.fromEntries(keys.flatMap((key) => (key in row ? [[key, row[key]]] : []))) };
	});
}

/** What a search asked about stands in front. @throws Fault */
export async function askedFirst(
	api: ChemInventoryApi,
	records: readonly IDataObject[],
	asked: readonly Asked[],
): Promise<AskedRecords> {
	if (asked.length === 0 || records.length === 0) return new AskedRecords([...records], []);
	const keys = [...new Set(asked.map(({ key }) => key))];
	const names = keys.map(await containerWordsFor(api, keys));
	const shown = await inPieces(records, (record) =>
		withNews(record, Object.fromEntries(names.flatMap((name) => (name in record ? [[name, record[name]]] : [])))),
	);
	return new AskedRecords(shown, names);
}
