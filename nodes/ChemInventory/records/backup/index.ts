import type { RecordKind } from '../../../shared/backup/recordKind';
import { containerKind, deletedContainerKind } from './container';
import { auditEntryKind, customFieldKind, fileKind, locationKind, orderKind, userKind, watchlistKind } from './others';

/** What files of an inventory contain, the most special first. */
export const recordKinds: readonly RecordKind[] = [
	auditEntryKind,
	customFieldKind,
	orderKind,
	deletedContainerKind,
	containerKind,
	locationKind,
	watchlistKind,
	fileKind,
	userKind,
];
