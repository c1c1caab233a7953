import type { IDataObject } from 'n8n-workflow';

import { dataObject } from '../../../shared/values/json';
import type { Substance } from '../../contract/substance';
import type { ChemInventoryApi } from '../../service/api';
import { toRecords } from '../output';
import { codesOf } from './containersOf';

/** A substance as an item, with all its hazard codes in one list. @throws Fault */
export async function substanceRecord(api: ChemInventoryApi, substance: Substance, raw: unknown): Promise<IDataObject> {
	const [record = {}] = await toRecords(api, [substance], raw);
	if (raw === true) return dataObject(record);
	return { ...record, hcodes: [...new Set((substance.ghs ?? []).flatMap(codesOf))] };
}
