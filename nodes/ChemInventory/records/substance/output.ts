import type { IDataObject } from 'n8n-workflow';

import { dataObject } from '../../../shared/values/json';
import type { Substance } from '../../contract/substance';
import type { ChemInventoryApi } from '../../service/api';
import { ownFieldsOf } from '../customField/shown';
import { asSentRecords, mendValue } from '../output';
import { inWords, substanceWords } from '../vocabulary';
import { ghsIn, hazardsIn } from './hazards';

/** A substance as an item, with all its hazard codes in one list. @throws Fault */
export async function substanceRecord(api: ChemInventoryApi, substance: Substance, raw: unknown): Promise<IDataObject> {
	if (raw === true) {
		const [record = {}] = await asSentRecords([substance]);
		return dataObject(record);
	}
	const plain = {
		...Object.fromEntries(Object.entries(substance).map(([key, value]) => [key, mendValue(key, value)])),
		hazards: hazardsIn({ ghs: substance.ghs ?? [] }),
		ghs: ghsIn(substance),
	};
	return inWords(plain, substanceWords, await ownFieldsOf(api, [plain]));
}
