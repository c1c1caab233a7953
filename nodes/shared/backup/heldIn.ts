/** What an object has under a name; nothing for names that every object knows, such as `constructor`. */
export const heldIn = (holder: Readonly<Record<string, unknown>>, name: string): unknown =>
	Object.hasOwn(holder, name) ? holder[name] : undefined;
