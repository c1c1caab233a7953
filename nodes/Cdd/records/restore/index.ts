import type { RestoreRules } from '../../../shared/backup/restore/steps';
import { planBatch } from './batch';
import { planSample } from './sample';
import { createBatch, createInNewBatch, createSample, updateBatch, updateSample } from './steps';

/** By what the pages of CDD Vault offer: events can be added to samples, and batches changed; what is deleted is gone for good. */
export const restoreRules: RestoreRules = {
	service: 'CDD Vault',
	// Samples that were moved leave their places first: gone ones may have stood there.
	steps: [createBatch, updateBatch, updateSample, createSample, createInNewBatch],
	byKind: { sample: planSample, batch: planBatch },
};
