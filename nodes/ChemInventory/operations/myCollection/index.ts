import { collectOperations } from '../../../shared/operation';
import type { ChemInventoryApi } from '../../service/api';
import { add } from './add';
import { addByBarcode } from './addByBarcode';
import { deleteAll } from './deleteAll';
import { getAll } from './getAll';
import { moveAll } from './moveAll';
import { remove } from './remove';
import { removeAll } from './removeAll';

/** By name; so the operation that deletes and the one that empties the list stand apart. */
export const myCollectionOperations = collectOperations<ChemInventoryApi>(
	[add, addByBarcode, deleteAll, getAll, moveAll, remove, removeAll],
	'myCollection',
	'getAll',
);
