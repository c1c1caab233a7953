import { collectOperations } from '../../../shared/operation';
import type { ChemInventoryApi } from '../../service/api';
import { advanced } from './advanced';
import { byCustomField } from './byCustomField';
import { byExactStructure, bySubstructure } from './byStructure';
import { byBarcode, byCas, byContainerId, byGhs, byName, bySubstanceId } from './byText';
import { getFilters } from './getFilters';

export const searchOperations = collectOperations<ChemInventoryApi>(
	[
		advanced,
		getFilters,
		byBarcode,
		byCas,
		byContainerId,
		byCustomField,
		byExactStructure,
		byGhs,
		byName,
		bySubstanceId,
		bySubstructure,
	],
	'search',
	'byBarcode',
);
