import { collectOperations } from '../../../shared/operation';
import type { CddApi } from '../../service/api';
import { create } from './create';
import { deleteBatch } from './delete';
import { exportBatches } from './export';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

export const batchOperations = collectOperations<CddApi>(
	[create, deleteBatch, exportBatches, get, getAll, update],
	'batch',
	'getAll',
);
