import type { IDataObject } from 'n8n-workflow';

import { dataObject } from '../../../shared/values/json';
import type { Substance } from '../../contract/substance';
import type { ChemInventoryApi } from '../../service/api';
import { ownFieldsOf } from '../customField/shown';
import { asSentRecords, mendValue, orNull } from '../output';
import { inWords, structureWords, substanceWords } from '../vocabulary';
import { ghsIn, hazardsIn, ofHazards } from './hazards';

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
		derived: {
			...ofHazards,
			hazards: ({ ghs = [] }) => hazardsIn({ ghs }),
			ghs: ghsIn,
			substanceFields: ({ substancefields }) => orNull(substancefields),
		},
	});
	return show(dataObject(substance));
}

/** What is known of the structure of a substance, as items show it. */
export const structureRecord = inWords(structureWords, { own: new Map(), mend: mendValue });
