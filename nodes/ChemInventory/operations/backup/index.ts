import { compare } from '../../../shared/backup/compare';
import { makeFile } from '../../../shared/backup/makeFile';
import { checkLastNight } from '../../../shared/backup/night/checkLastNight';
import { makeManifest } from '../../../shared/backup/night/makeManifest';
import { planRestore } from '../../../shared/backup/restore';
import { verify } from '../../../shared/backup/verify';
import type { WithoutService } from '../../../shared/backup/withoutService';
import { collectOperations } from '../../../shared/operation';
import { recordKinds } from '../../records/backup';
import { inventoryNights } from '../../records/nights';
import { restoreRules } from '../../records/restore';

export const backupOperations = collectOperations<WithoutService>(
	[checkLastNight, compare(recordKinds), makeFile, makeManifest(inventoryNights), planRestore(restoreRules), verify],
	'backup',
	'verify',
);
