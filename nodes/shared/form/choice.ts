import type { INodePropertyOptions } from 'n8n-workflow';

import { badInput, quote } from '../values/badInput';
import { isNothing } from '../values/text';
import { field } from './field';
import type { Declared, Field } from './field';

/** What can be chosen, as it is listed. */
export interface Option extends INodePropertyOptions {
	readonly value: string;
}

export type ChoiceDeclaration = Omit<Declared<'multiOptions' | 'options'>, 'options'> & {
	readonly options: readonly Option[];
};

const lowered = (value: string) => value.trim().toLowerCase();

/** The option that a value names: by its value, by its label, or by either in other case. Values that are numbers come as text, too. */
export function chosenOption<V extends string>(
	value: unknown,
	options: ReadonlyArray<Option & { value: V }>,
): V | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value);
	const found =
		options.find((option) => option.value === text) ??
		options.find(({ name }) => lowered(name) === lowered(text)) ??
		options.find((option) => lowered(option.value) === lowered(text));
	return found?.value;
}

/** @throws Fault `badInput` naming the choices */
export function readChoice<V extends string>(
	value: unknown,
	label: string,
	options: ReadonlyArray<Option & { value: V }>,
): V {
	const chosen = chosenOption(value, options);
	if (chosen !== undefined) return chosen;
	const names = options.map(({ name }) => quote(name)).join(', ');
	throw badInput(
		label,
		isNothing(value) ? 'is empty' : 'is not one of the choices',
		isNothing(value)
			? `Choose one of ${names}. An expression that finds nothing leaves the field empty.`
			: `It is ${quote(value)}. Choose one of ${names}.`,
	);
}

/** A field that decides by a value of its list. */
export interface ChoiceField<V extends string> extends Field<V> {
	readonly choices: readonly V[];
}

/** One of the listed options, by its value or its label. Anything else is refused, nothing included. */
export function choice<const D extends ChoiceDeclaration>(declaration: D): ChoiceField<D['options'][number]['value']> {
	const options: ReadonlyArray<Option & { value: D['options'][number]['value'] }> = declaration.options;
	return {
		...field('choice', { ...declaration, options: [...declaration.options] }, (value, label) =>
			readChoice(value, label, options),
		),
		choices: options.map(({ value }) => value),
	};
}
