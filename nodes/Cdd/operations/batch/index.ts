import { collectOperations } from '../../../shared/operation';
import type { CddApi } from '../../service/api';
import { create } from './create';
import { deleteBatch } from './delete';
import { exportBatches } from './export';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';
import { upsert } from './upsert';

export const batchOperations = collectOperations<CddApi>(
	[create, upsert, deleteBatch, exportBatches, get, getAll, update],
	'batch',
	'getAll',
);
