import { collectEvents } from '../../shared/polling/triggerEvent';
import type { CddApi } from '../service/api';
import { batchChanged } from './batchChanged';
import { batchCreated } from './batchCreated';
import { sampleChanged } from './sampleChanged';
import { sampleCreated } from './sampleCreated';
import { slurpSettled } from './slurpSettled';

export const cddEvents = collectEvents<CddApi>([
	batchChanged,
	batchCreated,
	sampleChanged,
	sampleCreated,
	slurpSettled,
]);
