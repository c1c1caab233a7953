/** Every text within a value: keys, hidden properties, causes, maps, sets and buffers included. */
export function deepTexts(value: unknown, seen = new Set<object>()): string[] {
	if (typeof value === 'string') return [value];
	if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return [];
	seen.add(value);
	if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')];
	const parts: unknown[] = [];
	if (value instanceof Map) for (const entry of value) parts.push(...entry);
	if (value instanceof Set) parts.push(...value);
	for (const key of Reflect.ownKeys(value)) {
		const property = Object.getOwnPropertyDescriptor(value, key);
		parts.push(String(key), property?.value);
	}
	return parts.flatMap((part) => deepTexts(part, seen));
}

/** The names of all properties within a value. */
export function deepKeys(value: unknown, seen = new Set<object>()): string[] {
	if (typeof value !== 'object' || value === null || seen.has(value)) return [];
	seen.add(value);
	return Reflect.ownKeys(value).flatMap((key) => [
		String(key),
		...deepKeys(Object.getOwnPropertyDescriptor(value, key)?.value, seen),
	]);
}
