import type { Case } from '../case';
import { files } from './files';
import { lists } from './lists';
import { singles } from './singles';
import { fewWrites, manyWrites } from './writes';

/** In the order of the table. */
export const cases = (isFull: boolean): Case[] => [
	...fewWrites,
	...singles,
	...lists(isFull),
	...files(isFull),
	...manyWrites,
];
