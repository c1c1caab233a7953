import { readId } from '../values/ids';
import { isNothing, readText } from '../values/text';
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

function located(label: string, { mode, value }: Stored, modes: Modes<string>): AnyLocated {
	const [first = bareMode] = Object.values(modes);
	const by = modes[mode ?? bareMode] ?? first;
	return by === 'id' ? { by, id: readId(value, label) } : { by, text: readText(value, label).trim() };
}

/**
 * One record. What must be looked up is looked up afterwards.
 * @param modes what each mode of the declaration stands for: an ID, or a text that is looked up. A value without a mode
 * counts as `id`, or as the first mode where there is no such one
 */
export function locator<const By extends string>(
	declaration: Declared<'resourceLocator'>,
	modes: Modes<By>,
): Field<Located<By>>;
export function locator(declaration: Declared<'resourceLocator'>, modes: Modes<string>): Field<AnyLocated> {
	return field('locator', declaration, (value, label) => located(label, storedIn(value), modes));
}

/** The same, or nothing where it is empty. */
export function optionalLocator<const By extends string>(
	declaration: Declared<'resourceLocator'>,
	modes: Modes<By>,
): Field<Located<By> | undefined>;
export function optionalLocator(
	declaration: Declared<'resourceLocator'>,
	modes: Modes<string>,
): Field<AnyLocated | undefined> {
	return field('optionalLocator', declaration, (value, label) => {
		const stored = storedIn(value);
		return isNothing(stored.value) ? undefined : located(label, stored, modes);
	});
}

/**
 * The same, or nothing where it was left as it comes, empty. An expression that finds nothing is refused: without an answer
 * something else would happen.
 */
export function locatorOrNone<const By extends string>(
	declaration: Declared<'resourceLocator'>,
	modes: Modes<By>,
): Field<Located<By> | undefined>;
export function locatorOrNone(
	declaration: Declared<'resourceLocator'>,
	modes: Modes<string>,
): Field<AnyLocated | undefined> {
	return field('locatorOrNone', declaration, (value, label) => {
		const stored = storedIn(value);
		return stored.value === '' ? undefined : located(label, stored, modes);
	});
}
