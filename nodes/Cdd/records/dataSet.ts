import { filledFrom } from '../../shared/dropdown';
import { oncePerRun } from '../../shared/oncePerRun';
import { listDataSets } from '../contract/vault';
import { connectCdd } from '../service/api';
import type { CddApi } from '../service/api';
import { byName } from './named';
import { idsNamed } from './namedFilter';
import type { NamesOrIds } from './namedFilter';

const allDataSets = async (api: CddApi) => await api.call(listDataSets);

export const getDataSets = filledFrom(connectCdd, async (api) => byName(await allDataSets(api)));

const dataSetsOfRun = oncePerRun(allDataSets);

/** The IDs of the data sets of a filter. @throws Fault `badInput` */
export const dataSetIds = async (api: CddApi, given: NamesOrIds): Promise<number[]> =>
	await idsNamed(given, 'Data Set Names or IDs', 'data set', async () => await dataSetsOfRun(api));
