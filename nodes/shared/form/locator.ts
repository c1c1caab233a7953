import type { INodeProperties } from 'n8n-workflow';

import { badInput, quote } from '../values/badInput';
import { parseId, readId } from '../values/ids';
import { isNothing, readBarcode, readCleanText, sameText } from '../values/text';
import { field } from './field';
import type { Declared, Field } from './field';

/**
 * What a locator names, by its mode alone: a name made of digits is a name, and never an ID. `by` is what the mode
 * stands for.
 */
export type Located<By extends string> = By extends 'id'
	? { readonly by: 'id'; readonly id: number }
	: { readonly by: By; readonly text: string };

interface Stored {
	mode: string | undefined;
	value: unknown;
}

/** A locator is stored with its mode. An expression may put a bare value in its place. */
export function storedIn(value: unknown): Stored {
	if (typeof value !== 'object' || value === null || !('value' in value)) return { mode: undefined, value };
	return { mode: 'mode' in value ? String(value.mode) : undefined, value: value.value };
}

type Modes<By extends string> = Readonly<Record<string, By>>;

const bareMode = 'id';

type AnyLocated = Located<'id'> | { readonly by: string; readonly text: string };

/** What a mode stands for, by its name or by its label. A value without a mode counts as an ID, where there are IDs. */
function modeOf(
	{ displayName, modes: declared = [] }: INodeProperties,
	mode: string | undefined,
	modes: Modes<string>,
) {
	const names = Object.keys(modes);
	const wanted = mode ?? (names.includes(bareMode) ? bareMode : names[0]);
	const labelled = declared.find(({ displayName: label }) => sameText(label, wanted))?.name;
	const known = names.find((name) => sameText(name, wanted)) ?? names.find((name) => name === labelled);
	const by = known === undefined ? undefined : modes[known];
	if (by !== undefined) return by;
	throw badInput(displayName, 'has a mode that is not known', `It is ${quote(mode)}. Use ${names.join(', ')}.`);
}

/**
 * n8n switches a locator to its mode `id` when a value is dragged onto it, whatever the value is.
 * @throws Fault `badInput`
 */
function idIn(
	value: unknown,
	{ displayName: label, modes: declared = [] }: INodeProperties,
	modes: Modes<string>,
): number {
	const others = declared.flatMap(({ name, displayName }) => (modes[name] === 'id' ? [] : [displayName]));
	if (isNothing(value) || parseId(value) !== undefined || others.length === 0) return readId(value, label);
	throw badInput(
		label,
		'is not an ID',
		`It is ${quote(value)}, and IDs are whole numbers such as 123. Choose ${others.join(' or ')} to the left of the value; n8n changes the field to By ID when something is dragged onto it.`,
	);
}

function located(declaration: INodeProperties, { mode, value }: Stored, modes: Modes<string>): AnyLocated {
	const { displayName: label } = declaration;
	const by = modeOf(declaration, mode, modes);
	if (by === 'id') return { by, id: idIn(value, declaration, modes) };
	const text = readCleanText(value, label);
	return { by, text: by === 'barcode' ? readBarcode(text, label) : text };
}

/**
 * One record. What must be looked up is looked up afterwards.
 * @param modes what each mode of the declaration stands for: an ID, or a text that is looked up
 */
export function locator<const By extends string>(
	declaration: Declared<'resourceLocator'>,
	modes: Modes<By>,
): Field<Located<By>>;
export function locator(declaration: Declared<'resourceLocator'>, modes: Modes<string>): Field<AnyLocated> {
	return field('locator', declaration, (value) => located(declaration, storedIn(value), modes));
}

/**
 * The same, or nothing where it was left as it comes, empty. An expression that finds nothing is refused: without an answer
 * something else would happen.
 */
export function optionalLocator<const By extends string>(
	declaration: Declared<'resourceLocator'>,
	modes: Modes<By>,
): Field<Located<By> | undefined>;
export function optionalLocator(
	declaration: Declared<'resourceLocator'>,
	modes: Modes<string>,
): Field<AnyLocated | undefined> {
	return field('optionalLocator', declaration, (value) => {
		const stored = storedIn(value);
		return stored.value === '' ? undefined : located(declaration, stored, modes);
	});
}
