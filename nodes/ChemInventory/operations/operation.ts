import { operationsOf } from '../../shared/operation';
import { recordFields } from '../records/recordFields';
import type { ChemInventoryApi } from '../service/api';

/** Makes an operation of this vendor, typed by its form. */
export const operation = operationsOf<ChemInventoryApi>(recordFields);
