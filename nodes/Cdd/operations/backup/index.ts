import { compare } from '../../../shared/backup/compare';
import { makeFile } from '../../../shared/backup/makeFile';
import { verify } from '../../../shared/backup/verify';
import type { WithoutService } from '../../../shared/backup/withoutService';
import { collectOperations } from '../../../shared/operation';
import { recordKinds } from '../../records/backup';

export const backupOperations = collectOperations<WithoutService>(
	[compare(recordKinds), makeFile, verify],
	'backup',
	'verify',
);
