import { collectOperations } from '../../../shared/operation';
import type { ChemInventoryApi } from '../../service/api';
import { deleteAll } from './deleteAll';
import { getAll } from './getAll';
import { getContainers } from './getContainers';
import { moveAll } from './moveAll';

export const locationOperations = collectOperations<ChemInventoryApi>(
	[deleteAll, getContainers, getAll, moveAll],
	'location',
	'getAll',
);
