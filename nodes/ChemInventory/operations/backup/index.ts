import { compare } from '../../../shared/backup/compare';
import { makeFile } from '../../../shared/backup/makeFile';
import { planRestore } from '../../../shared/backup/restore';
import { verify } from '../../../shared/backup/verify';
import type { WithoutService } from '../../../shared/backup/withoutService';
import { collectOperations } from '../../../shared/operation';
import { recordKinds } from '../../records/backup';
import { restoreRules } from '../../records/restore';

export const backupOperations = collectOperations<WithoutService>(
	[compare(recordKinds), makeFile, planRestore(restoreRules), verify],
	'backup',
	'verify',
);
