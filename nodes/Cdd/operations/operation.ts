import { operationsOf } from '../../shared/operation';
import { recordFields } from '../records/recordFields';
import type { CddApi } from '../service/api';

/** Makes an operation of this vendor, typed by its form. */
export const operation = operationsOf<CddApi>(recordFields);
