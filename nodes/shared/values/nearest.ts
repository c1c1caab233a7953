import { quote } from './badInput';

/** Pairs of neighbouring letters: two texts are alike when they share many of them (Dice's coefficient). */
function pairs(text: string): Map<string, number> {
	const clean = text.toLowerCase();
	const found = new Map<string, number>();
	for (let at = 0; at < clean.length - 1; at++) {
		const pair = clean.slice(at, at + 2);
		found.set(pair, (found.get(pair) ?? 0) + 1);
	}
	return found;
}

function likeness(a: string, b: string): number {
	const ofA = pairs(a);
	const ofB = pairs(b);
	let shared = 0;
	for (const [pair, count] of ofA) shared += Math.min(count, ofB.get(pair) ?? 0);
	return (2 * shared) / Math.max(1, a.length + b.length - 2);
}

const leastLikeness = 0.2;

/** The candidates that come closest to a text that matched none, best first: for "did you mean". */
export function nearest(text: string, candidates: readonly string[], most = 3): string[] {
	return [...new Set(candidates)]
		.map((candidate) => ({ candidate, score: likeness(text, candidate) }))
		.filter(({ score }) => score >= leastLikeness)
		.sort((a, b) => b.score - a.score)
		.slice(0, most)
		.map(({ candidate }) => candidate);
}

/** ` Did you mean "A", "B"?`, to follow a sentence; empty where nothing comes close. */
export function didYouMean(text: string, candidates: readonly string[], most?: number): string {
	const near = nearest(text, candidates, most);
	return near.length > 0 ? ` Did you mean ${near.map(quote).join(', ')}?` : '';
}
