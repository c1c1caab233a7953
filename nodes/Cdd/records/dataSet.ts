import { filledFrom } from '../../shared/dropdown';
import { connectCdd } from '../service/api';
import { byName } from './named';
import { listDataSets } from '../contract/vault';

export const getDataSets = filledFrom(connectCdd, async (api) => byName(await api.call(listDataSets)));
