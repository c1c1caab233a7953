import type { IDataObject } from 'n8n-workflow';

import { dataObject } from '../../../shared/values/json';
import type { Substance } from '../../contract/substance';
import type { ChemInventoryApi } from '../../service/api';
import { ownFieldsOf } from '../customField/shown';
import { asSentRecords, mendValue } from '../output';
import { inWords, structureWords, substanceWords } from '../vocabulary';
import { ghsIn, hazardsIn } from './hazards';

/** A substance as an item, with all its hazard codes in one list. @throws Fault */
export async function substanceRecord(api: ChemInventoryApi, substance: Substance, raw: unknown): Promise<IDataObject> {
	if (raw === true) {
		const [record = {}] = await asSentRecords([substance]);
		return dataObject(record);
	}
	const own = await ownFieldsOf(api, [substance]);
	const show = inWords(substanceWords, {
		own,
		mend: mendValue,
		derived: { hazards: ({ ghs = [] }) => hazardsIn({ ghs }), ghs: ghsIn },
	});
	return show(dataObject(substance));
}

/** What is known of the structure of a substance, as items show it. */
export const structureRecord = inWords(structureWords, { own: new Map(), mend: mendValue });
