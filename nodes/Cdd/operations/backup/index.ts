import { makeFile } from '../../../shared/backup/makeFile';
import { verify } from '../../../shared/backup/verify';
import type { WithoutService } from '../../../shared/backup/withoutService';
import { collectOperations } from '../../../shared/operation';

export const backupOperations = collectOperations<WithoutService>([makeFile, verify], 'backup', 'verify');
