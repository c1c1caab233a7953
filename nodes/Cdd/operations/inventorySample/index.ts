import { collectOperations } from '../../../shared/operation';
import type { CddApi } from '../../service/api';
import { create } from './create';
import { deleteSample } from './delete';
import { exportSamples } from './export';
import { find } from './find';
import { get } from './get';
import { getAll } from './getAll';
import { setAmount } from './setAmount';
import { update } from './update';

export const inventorySampleOperations = collectOperations<CddApi>(
	[create, deleteSample, exportSamples, find, get, getAll, setAmount, update],
	'inventorySample',
	'getAll',
);
