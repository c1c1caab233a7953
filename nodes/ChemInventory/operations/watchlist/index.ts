import { collectOperations } from '../../../shared/operation';
import type { ChemInventoryApi } from '../../service/api';
import { create } from './create';
import { deleteWatchlist } from './delete';
import { getAll } from './getAll';
import { report } from './report';
import { update } from './update';

export const watchlistOperations = collectOperations<ChemInventoryApi>(
	[create, deleteWatchlist, getAll, report, update],
	'watchlist',
	'getAll',
);
