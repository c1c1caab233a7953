import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { inWords } from '../../shared/dropdown';
import { connectCdd } from '../service/api';
import { byName } from './named';
import { listDataSets } from '../contract/vault';

export const getDataSets = inWords(async function getDataSets(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return byName(await (await connectCdd(this)).call(listDataSets));
});
