import { valueText } from '../../../shared/backup/compare/valueText';

/** Changes have these words for what every record has; a field of the vault that is called so says what it is. */
const wordsOfChanges = new Set(['amount', 'barcode', 'location', 'name', 'unit']);

export const withoutWordsOfChanges = (fields: ReadonlyArray<readonly [string, unknown]>): Record<string, unknown> =>
	Object.fromEntries(fields.map(([name, value]) => [wordsOfChanges.has(name) ? `${name} (field)` : name, value]));

export const textOrNothing = (value: unknown): string | undefined => valueText(value) || undefined;
