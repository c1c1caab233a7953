import { oncePerRun } from './oncePerRun';

/**
 * A look-up of one value, fetched once per run of a node for each different value, however many items name it. A
 * failed fetch is not kept.
 */
export function oncePerValue<Api extends object, Value, T>(
	fetch: (api: Api, value: Value) => Promise<T>,
): (api: Api, value: Value) => Promise<T> {
	const ofRun = oncePerRun<Api, Map<Value, Promise<T>>>(async () => new Map());
	return async (api, value) => {
		const fetched = await ofRun(api);
		const known = fetched.get(value) ?? fetch(api, value);
		fetched.set(value, known);
		known.catch(() => fetched.delete(value));
		return await known;
	};
}
