import type { ChoiceDeclaration } from './choice';
import { field } from './field';
import type { Field } from './field';

/**
 * One of the listed options in exactly its letters: of units, mM is another one than MM.
 * @param read gives the option that a value names, and refuses anything else
 */
export const exactChoice = <V extends string>(
	declaration: ChoiceDeclaration,
	read: (value: unknown, label: string) => V,
): Field<V> => field('exactChoice', { ...declaration, options: [...declaration.options] }, read);
