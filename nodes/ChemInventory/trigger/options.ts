import type { IDataObject } from 'n8n-workflow';

import type { PollCall } from '../../shared/polling/triggerEvent';
import { dataObject } from '../../shared/values/json';
import type { ChemInventoryApi } from '../service/api';

export type ChemPoll = PollCall<ChemInventoryApi>;

/** The event's collection of options; empty where nothing was added. */
export function readOptions({ functions }: ChemPoll): IDataObject {
	const value = functions.getNodeParameter('options', {});
	return typeof value === 'object' && value !== null ? dataObject(value) : {};
}

export const readActionWords = (call: ChemPoll): string => String(readOptions(call).actionWords ?? '');
