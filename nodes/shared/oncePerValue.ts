import { oncePerRun } from './oncePerRun';

/**
 * A look-up of one value, fetched once per run of a node for each different value, however many items name it. A
 * failed fetch is not kept.
 * @param fetch gets what the result is remembered by, the value, and whatever else the first one to ask gives along
 */
export function oncePerValue<Run extends object, Value, T, Rest extends unknown[] = []>(
	fetch: (run: Run, value: Value, ...rest: Rest) => Promise<T>,
): (run: Run, value: Value, ...rest: Rest) => Promise<T> {
	const ofRun = oncePerRun<Run, Map<Value, Promise<T>>>(async () => new Map());
	return async (run, value, ...rest) => {
		const fetched = await ofRun(run);
		const known = fetched.get(value) ?? fetch(run, value, ...rest);
		fetched.set(value, known);
		known.catch(() => fetched.delete(value));
		return await known;
	};
}
