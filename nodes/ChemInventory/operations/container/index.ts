import { collectOperations } from '../../../shared/operation';
import type { ChemInventoryApi } from '../../service/api';
import { create } from './create';
import { deleteContainer } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { getHistory } from './getHistory';
import { getRecentlyAdded } from './getRecentlyAdded';
import { move } from './move';
import { setRecycling } from './setRecycling';
import { update } from './update';
import { upsert } from './upsert';

export const containerOperations = collectOperations<ChemInventoryApi>(
	[create, upsert, deleteContainer, get, getHistory, getAll, getRecentlyAdded, move, setRecycling, update],
	'container',
	'get',
);
