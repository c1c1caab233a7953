import { collectOperations } from '../../../shared/operation';
import type { ChemInventoryApi } from '../../service/api';
import { check } from './check';
import { generate } from './generate';
import { getAll } from './getAll';
import { getDuplicates } from './getDuplicates';

export const barcodeOperations = collectOperations<ChemInventoryApi>(
	[check, generate, getDuplicates, getAll],
	'barcode',
	'check',
);
