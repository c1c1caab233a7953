import { collectOperations } from '../../../shared/operation';
import type { ChemInventoryApi } from '../../service/api';
import { create } from './create';
import { deleteOrder } from './delete';
import { getAll } from './getAll';
import { receive } from './receive';
import { setOrdered } from './setOrdered';
import { update } from './update';

export const orderOperations = collectOperations<ChemInventoryApi>(
	[create, deleteOrder, getAll, receive, setOrdered, update],
	'order',
	'getAll',
);
