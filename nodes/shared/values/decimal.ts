/**
 * A finite number with its first 15 digits, which are always those that were meant: the sum of 0.1 and 0.2 that an expression or
 * a service has made is 0.3.
 */
export const withoutTail = (number: number): number => Number(number.toPrecision(15));

/**
 * Decimal numbers without the tails of binary fractions, for amounts that are added up: 0.3 - 0.1 - 0.2 is 0. n8n provides no
 * library for them at run time.
 */
export class Decimal {
	/** The value is `digits` divided by 10 to the power of `places`. */
	private constructor(
		private readonly digits: bigint,
		private readonly places: number,
	) {}

	static readonly zero = new Decimal(0n, 0);

	/** A numeral, such as 12.5, .5 or 1e-3. */
	static parse(numeral: string): Decimal {
		const [mantissa = '', exponent = '0'] = numeral.trim().toLowerCase().replace(/^\+/, '').split('e');
		const [whole = '', fraction = ''] = mantissa.split('.');
		const places = fraction.length - Number(exponent);
		const digits = BigInt(`${whole}${fraction}`);
		return places < 0 ? new Decimal(digits * 10n ** BigInt(-places), 0) : new Decimal(digits, places);
	}

	/** A finite number. */
	static of(number: number): Decimal {
		return Decimal.parse(String(withoutTail(number)));
	}

	plus(other: Decimal): Decimal {
		const places = Math.max(this.places, other.places);
		return new Decimal(this.scaled(places) + other.scaled(places), places);
	}

	minus(other: Decimal): Decimal {
		return this.plus(new Decimal(-other.digits, other.places));
	}

	isMoreThan(other: Decimal): boolean {
		return this.minus(other).digits > 0n;
	}

	/** Without an exponent, and without zeros at the end that mean nothing. */
	toString(): string {
		const sign = this.digits < 0n ? '-' : '';
		const digits = String(this.digits < 0n ? -this.digits : this.digits).padStart(this.places + 1, '0');
		const whole = digits.slice(0, digits.length - this.places);
		const fraction = digits.slice(digits.length - this.places).replace(/0+$/, '');
		return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
	}

	private scaled(places: number): bigint {
		return this.digits * 10n ** BigInt(places - this.places);
	}
}
