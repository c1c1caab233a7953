import { present } from '../support/present';
import { chemRows } from './chemRows';
import type { Row } from './deal';

/** Two values of a field that differ as texts alone: as numbers, or to the eye, they are one. No other row has these barcodes. */
const pairs: ReadonlyArray<[field: 'barcode' | 'code' | 'name', one: string, other: string]> = [
	['barcode', '008074', '8074'],
	['barcode', '376104250091234560', '376104250091234561'],
	['barcode', '97e3', '97000'],
	['name', '1.10', '1.1'],
	['name', '007', '7'],
	['name', '1e3', '1000'],
	['code', ' Buffer ', 'Buffer'],
	['code', '2.0', '2'],
];

/** Accepted rows that are equal in pairs, in all but one value: of one substance, at one place, and without a barcode unless that is it. */
export function twinRows(seed: number): Row[] {
	const [{ rows } = { rows: [] }] = chemRows(seed, ['IN-USE']);
	const accepted = rows.filter(({ refused }) => refused.length === 0);
	return pairs.flatMap(([field, ...values], at) => {
		const { json, stored, kinds } = present(accepted[at]);
		return values.map((value): Row => {
			const own = { barcode: '', [field]: value };
			return { json: { ...json, ...own }, stored: { ...stored, ...own }, kinds, refused: [] };
		});
	});
}
