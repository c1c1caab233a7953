import { badInput, quote } from './badInput';
import { isNothing } from './text';

/**
 * A switch of a form, or what an expression puts in its place.
 * @throws Fault `badInput` for anything but true and false
 */
export function readFlag(value: unknown, label: string): boolean {
	if (typeof value === 'boolean') return value;
	const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
	if (text === 'true') return true;
	if (text === 'false') return false;
	throw badInput(
		label,
		'is neither true nor false',
		isNothing(value)
			? 'It is empty: an expression that finds nothing leaves the field empty. Use true or false.'
			: `It is ${quote(value)}. Use true or false.`,
	);
}
