import { collectOperations } from '../../../shared/operation';
import type { ChemInventoryApi } from '../../service/api';
import { create } from './create';
import { disable } from './disable';
import { getAll } from './getAll';
import { resetPassword } from './resetPassword';
import { update } from './update';

export const userOperations = collectOperations<ChemInventoryApi>(
	[create, disable, getAll, resetPassword, update],
	'user',
	'getAll',
);
