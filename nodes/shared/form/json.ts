import { readJson } from '../values/json';
import { field } from './field';
import type { Declared, Field } from './field';

/** Data as text, or as an object from an expression. The operation checks it with the vendor's schema. */
export const json = (declaration: Declared<'json'>): Field<unknown> => field('json', declaration, readJson);
