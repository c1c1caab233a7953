import { collectOperations } from '../../../shared/operation';
import type { ChemInventoryApi } from '../../service/api';
import { create } from './create';
import { deleteField } from './delete';
import { getAll } from './getAll';
import { update } from './update';

export const customFieldOperations = collectOperations<ChemInventoryApi>(
	[create, deleteField, getAll, update],
	'customField',
	'getAll',
);
