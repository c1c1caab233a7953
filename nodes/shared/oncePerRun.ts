/**
 * A look-up that is fetched once per run of a node, however many items ask for it. A failed fetch is not kept.
 * @param fetch gets the API object of the run, which is what the result is remembered by
 */
export function oncePerRun<Api extends object, T>(fetch: (api: Api) => Promise<T>): (api: Api) => Promise<T> {
	const fetched = new WeakMap<Api, Promise<T>>();
	return async (api) => {
		const known = fetched.get(api) ?? fetch(api);
		fetched.set(api, known);
		known.catch(() => fetched.delete(api));
		return await known;
	};
}
