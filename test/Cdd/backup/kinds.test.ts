import { recordKinds } from '../../../nodes/Cdd/records/backup';
import { namesWhatWasDone } from '../../support/backup/provesLab';
import { rawBatches, rawSamples, simplifiedBatches, simplifiedSamples } from './labs';

namesWhatWasDone('raw samples', recordKinds, rawSamples, 'sample');
namesWhatWasDone('simplified samples', recordKinds, simplifiedSamples, 'sample');
namesWhatWasDone('raw batches', recordKinds, rawBatches, 'batch');
namesWhatWasDone('simplified batches', recordKinds, simplifiedBatches, 'batch');
