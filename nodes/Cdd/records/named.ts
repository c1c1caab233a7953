/** Entries of a list that arrived whole, in the order of their names. The service promises no order. */
export function byName(records: ReadonlyArray<{ id: number; name: string }>): Array<{ name: string; value: number }> {
	return records.map(({ id, name }) => ({ name, value: id })).sort((a, b) => a.name.localeCompare(b.name));
}
