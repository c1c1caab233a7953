import type { Case } from '../case';
import { lists } from './lists';
import { singles } from './singles';
import { writes } from './writes';

/** In the order of the table. */
export const cases = (isFull: boolean): Case[] => [...writes, ...singles, ...lists(isFull)];
