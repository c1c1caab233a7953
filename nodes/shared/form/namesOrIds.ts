import { readNamesOrIds } from '../values/namesOrIds';
import { field } from './field';
import type { Declared, Field } from './field';

/** Records, each by its ID or its name; none where nothing was given. */
export const namesOrIds = (declaration: Declared<'multiOptions' | 'string'>): Field<Array<number | string>> =>
	field('namesOrIds', declaration, readNamesOrIds);
