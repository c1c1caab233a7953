import type { RestoreRules } from '../../../shared/backup/restore/steps';
import { planBatch, signsOfBatch } from './batch';
import { planSample, signsOfSample } from './sample';
import { createBatch, createInNewBatch, createSample, updateBatch, updateSample } from './steps';

/** By what the pages of CDD Vault offer: events can be added to samples, and batches changed; what is deleted is gone for good. */
export const restoreRules: RestoreRules = {
	service: 'CDD Vault',
	// Samples that were moved leave their places first: gone ones may have stood there.
	steps: [createBatch, updateBatch, updateSample, createSample, createInNewBatch],
	foundAgainBy: { batch: signsOfBatch, sample: signsOfSample },
	byKind: { sample: planSample, batch: planBatch },
};
