/** One of the vault's own fields with its value. */
export type OwnValue = readonly [name: string, value: unknown];

/**
 * The vault's own fields as items show them: under their names. One that would stand in the place of something else says what it is,
 * such as `location (event field)`.
 * @param isTaken whether something else has the name
 * @param kind such as `event field`
 */
export const underOwnNames = (
	fields: Iterable<OwnValue>,
	isTaken: (name: string) => boolean,
	kind: string,
): Array<[string, unknown]> => [...fields].map(([name, value]) => [isTaken(name) ? `${name} (${kind})` : name, value]);
