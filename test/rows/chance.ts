import { seededRandom } from '../../sandbox/cheminventory/seed/random';
import { present } from '../support/present';

/** Chance that comes out the same for the same seed. */
export class Chance {
	private readonly random: (limit: number) => number;

	private counted = 0;

	constructor(readonly seed: number) {
		this.random = seededRandom(seed * 7_919 + 17);
		// The first numbers of neighbouring seeds are neighbours, too.
		for (let thrown = 0; thrown < 8; thrown++) this.random(2);
	}

	/** A whole number from 0 up to the limit, which is not included. */
	below(limit: number): number {
		return this.random(limit);
	}

	pick<T>(from: readonly T[]): T {
		const at = this.random(from.length);
		for (const one of from.slice(at)) return one;
		throw new Error('Nothing to pick from');
	}

	shuffled<T>(all: readonly T[]): T[] {
		const left = [...all];
		return all.map(() => present(left.splice(this.random(left.length), 1)[0]));
	}

	/** Another one at each call: 1, 2, 3 … */
	next(): number {
		return ++this.counted;
	}
}
