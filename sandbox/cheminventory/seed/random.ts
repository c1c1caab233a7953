/** The same numbers at every start: a linear congruential generator. Returns a whole number below `limit`. */
export function seededRandom(seed: number): (limit: number) => number {
	let state = seed;
	return (limit) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 4_294_967_296) * limit);
	};
}
