import type { FileFormat } from '../../../nodes/shared/backup/recordFile';
import type { RecordKind } from '../../../nodes/shared/backup/recordKind';
import { compareTwo, fileOf } from './files';
import { inTexts, mirrored, twoNights } from './lab';
import type { Lab } from './lab';

const formats: readonly FileFormat[] = ['json', 'ndjson', 'csv'];

/** The comparison names what was done between two nights, and nothing else: whatever the format, in both directions. */
export function namesWhatWasDone<Model>(
	what: string,
	kinds: readonly RecordKind[],
	lab: Lab<Model>,
	kind: string,
): void {
	describe(`two nights of ${what}`, () => {
		const pairs = formats.flatMap((one) => formats.map((other) => [one, other] as const));

		it.each(pairs.map((pair, at) => [...pair, at + 1] as const))(
			'%s against %s: names exactly what was done (seed %i)',
			async (one, other, seed) => {
				const { earlier, later, made } = twoNights(lab, seed, 60);
				const { changes, compared } = await compareTwo(kinds, fileOf(earlier, one, 'a'), fileOf(later, other, 'b'));
				expect(compared.kind?.name).toBe(kind);
				expect(inTexts(changes)).toEqual(inTexts(made));
				expect(changes.every(({ summary }) => /\S\.$/.test(summary))).toBe(true);
			},
		);

		it.each(pairs.map((pair, at) => [...pair, at + 21] as const))(
			'%s against %s: names the opposite the other way round (seed %i)',
			async (one, other, seed) => {
				const { earlier, later, made } = twoNights(lab, seed, 40);
				const { changes } = await compareTwo(kinds, fileOf(later, one, 'a'), fileOf(earlier, other, 'b'));
				expect(inTexts(changes)).toEqual(inTexts(mirrored(made)));
			},
		);

		it.each(formats)('finds nothing between a night and itself, saved as JSON and as %s', async (format) => {
			const { later } = twoNights(lab, 50, 40);
			const { changes, compared } = await compareTwo(kinds, fileOf(later), fileOf([...later].reverse(), format));
			expect(changes).toEqual([]);
			expect(compared.matched).toBe(later.length);
		});
	});
}
