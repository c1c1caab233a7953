import { cleanText } from './cleaning';
import { looseKey } from './text';

/**
 * The records that a text names. An exact spelling goes before one that differs in blanks or in upper and lower case; what
 * is merely near is none.
 * @param spellingsOf what a record is called
 * @param tidy what may be written in several ways, in one
 */
export function spelledBest<R>(
	text: string,
	records: readonly R[],
	spellingsOf: (record: R) => readonly string[],
	tidy: (text: string) => string = (given) => given,
): R[] {
	const levels = [cleanText, (given: string) => cleanText(tidy(given)), (given: string) => looseKey(tidy(given))];
	for (const level of levels) {
		const wanted = level(text);
		const found = records.filter((record) => spellingsOf(record).some((spelling) => level(spelling) === wanted));
		if (found.length > 0) return found;
	}
	return [];
}
