import { collectOperations } from '../../../shared/operation';
import type { CddApi } from '../../service/api';
import { get } from './get';
import { importFile } from './import';
import { wait } from './wait';

export const slurpOperations = collectOperations<CddApi>([get, importFile, wait], 'slurp', 'import');
