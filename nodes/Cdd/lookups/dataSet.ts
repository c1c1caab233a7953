import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { connectCdd } from '../api';
import { listDataSets } from './schema';

export async function getDataSets(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const dataSets = await (await connectCdd(this)).call(listDataSets);
	return dataSets.map(({ id, name }) => ({ name, value: id }));
}
