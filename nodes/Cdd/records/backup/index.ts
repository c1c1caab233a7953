import type { RecordKind } from '../../../shared/backup/recordKind';
import { batchKind } from './batch';
import { sampleKind } from './sample';

/** What files of a vault contain. */
export const recordKinds: readonly RecordKind[] = [sampleKind, batchKind];
