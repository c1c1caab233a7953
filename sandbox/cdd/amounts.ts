interface Decimal {
	digits: bigint;
	/** Digits behind the point. */
	places: number;
}

function decimalOf(amount: number): Decimal {
	const [mantissa = '0', exponent = '0'] = amount.toExponential().split('e');
	const [whole = '0', fraction = ''] = mantissa.split('.');
	const places = fraction.length - Number(exponent);
	const digits = BigInt(whole + fraction);
	return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places };
}

/**
 * The sum as on paper, without the tail of binary fractions and without rounding: 0.3 − 0.1 − 0.2 empties a vial, and 1e-12
 * is an amount.
 */
export function sumOf(...amounts: number[]): number {
	const decimals = amounts.map(decimalOf);
	const places = Math.max(0, ...decimals.map((decimal) => decimal.places));
	const sum = decimals.reduce((total, decimal) => total + decimal.digits * 10n ** BigInt(places - decimal.places), 0n);
	return Number(`${sum}e-${places}`);
}
