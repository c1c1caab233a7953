import { filledFrom } from '../../shared/dropdown';
import { listDataSets } from '../contract/vault';
import { connectCdd } from '../service/api';
import { byName } from './named';

export const getDataSets = filledFrom(connectCdd, async (api) => byName(await api.call(listDataSets)));
