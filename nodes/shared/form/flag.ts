import { readFlag } from '../values/flag';
import { field } from './field';
import type { Declared, Field } from './field';

/** True, false, or their texts. Nothing is neither. */
export const flag = (declaration: Declared<'boolean'>): Field<boolean> => field('flag', declaration, readFlag);
