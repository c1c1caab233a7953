import type { INodeProperties, NodePropertyTypes } from 'n8n-workflow';

import { asError } from '../fault';
import type { Answers } from './answers';

/** The kinds of fields, by what they take: each has a row of rules in `test/forms/values.ts`. */
export type FieldKind =
	| 'allowance'
	| 'binary'
	| 'cell'
	| 'choice'
	| 'collection'
	| 'date'
	| 'dateAsWritten'
	| 'day'
	| 'exactChoice'
	| 'exactName'
	| 'exactText'
	| 'fieldNames'
	| 'flag'
	| 'id'
	| 'ids'
	| 'json'
	| 'lines'
	| 'list'
	| 'listed'
	| 'locator'
	| 'mapper'
	| 'namesOrIds'
	| 'number'
	| 'oneListed'
	| 'optionalDay'
	| 'optionalId'
	| 'optionalIds'
	| 'optionalLines'
	| 'optionalLocator'
	| 'optionalNumber'
	| 'optionalText'
	| 'text'
	| 'texts'
	| 'together'
	| 'variants'
	| 'wholeNumber';

/** A literal declaration of n8n with its type, which n8n's lint reads. */
export type Declared<Type extends NodePropertyTypes> = INodeProperties & { type: Type };

/** What a form asks, and how its answer is read. */
export interface Field<T> {
	readonly kind: FieldKind;
	/** The parameter that is read first, or alone. */
	readonly name: string;
	/** What n8n shows, in this order: the field itself, and what comes with it. */
	readonly declarations: readonly INodeProperties[];
	/** The fields within: of a collection, or of an entry of a list. */
	readonly parts?: readonly AnyField[];
	/** Of variants: the field that decides, and what hangs on each of its values. */
	readonly deciding?: AnyField;
	readonly branches?: Readonly<Record<string, Form>>;
	/**
	 * Checks the answer. Sends nothing, so that all of a form is known to be right before anything happens.
	 * @throws Fault `badInput` naming the field
	 */
	read(answers: Answers): T;
}

export type AnyField = Field<unknown>;

/** The fields of an operation, by what its code calls them. */
export type Form = Readonly<Record<string, AnyField>>;

export type Value<F> = F extends Field<infer T> ? T : never;

/** A form as it was filled in: whole, checked and typed. */
export type Values<F extends Form> = { readonly [K in keyof F]: Value<F[K]> };

/** A field that is one parameter, read by itself. */
export function field<T>(
	kind: FieldKind,
	declaration: INodeProperties,
	read: (value: unknown, label: string, answers: Answers) => T,
): Field<T> {
	const { name, displayName } = declaration;
	return {
		kind,
		name,
		declarations: [declaration],
		read: (answers) => read(answers.get(name), displayName, answers),
	};
}

/** The same field, and what is made of its answer. */
export function mapped<T, U>(inner: Field<T>, change: (value: T, answers: Answers) => U): Field<U> {
	return { ...inner, read: (answers) => change(inner.read(answers), answers) };
}

/** The same field, whose answer counts only where it is asked for: what does not fit is refused then. */
export function whereNeeded<T>(inner: Field<T>): Field<() => T> {
	return {
		...inner,
		read(answers) {
			try {
				const value = inner.read(answers);
				return () => value;
			} catch (thrown) {
				return () => {
					throw asError(thrown);
				};
			}
		},
	};
}

type Words = Partial<Pick<INodeProperties, 'default' | 'description' | 'hint' | 'placeholder' | 'required'>>;

/** The same field with other words. What it takes stays the same. */
export function changed<T>(inner: Field<T>, words: Words): Field<T> {
	const { name, declarations } = inner;
	return { ...inner, declarations: declarations.map((each) => (each.name === name ? { ...each, ...words } : each)) };
}

export const declarationsOf = (form: Form): INodeProperties[] =>
	Object.values(form).flatMap(({ declarations }) => [...declarations]);

/** @throws Fault `badInput` naming the first field that does not fit */
export function readForm<F extends Form>(form: F, answers: Answers): Values<F>;
export function readForm(form: Form, answers: Answers): Record<string, unknown> {
	return Object.fromEntries(Object.entries(form).map(([key, one]) => [key, one.read(answers)]));
}
