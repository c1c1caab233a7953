import { badInput, quote } from '../../shared/values/badInput';

/** 0x10, 0b11, 0o7: a program's way of writing numbers, which nobody puts on a label. */
const programNumeral = /^[+-]?0(x[\da-f]+|b[01]+|o[0-7]+)$/i;

/** A size is free text, as `50x 5g tablets` is one. @throws Fault `badInput` */
export function readSize<T extends string | undefined>(size: T): T {
	if (size === undefined || !programNumeral.test(size)) return size;
	throw badInput(
		'Size',
		'is written as a program writes numbers',
		`It is ${quote(size)}. Write it as a decimal number, such as 16, or in words.`,
	);
}
