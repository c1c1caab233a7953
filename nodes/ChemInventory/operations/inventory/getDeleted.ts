import { DateTime } from 'luxon';

import { limitField, returnAllField } from '../../../shared/fields';
import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { listDeletedContainers } from '../../contract/inventory';
import { rawDataField, toRecords } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { limited } from '../fields';

/** `YYYY-MM-DD HH:MM:SS`, in UTC by the vendor's page. */
function isoTime(time: string | null | undefined): string | null | undefined {
	const date = DateTime.fromSQL(time ?? '', { zone: 'utc' });
	return date.isValid ? date.toISO({ suppressMilliseconds: true }) : time;
}

export const getDeleted: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Deleted Containers',
		value: 'getDeleted',
		action: 'Get deleted containers',
		description:
			"List deleted containers: ID, name, barcode, who deleted it and when. Needs a group administrator's token.",
	},
	kind: 'read',
	short: ['id', 'containername', 'barcode', 'datedeleted', 'user'],
	fields: [returnAllField, limitField, rawDataField],
	async run({ functions, api }, itemIndex) {
		const raw = wantsRaw(functions, itemIndex);
		const deleted = limited(functions, itemIndex, await api.call(listDeletedContainers, {}));
		const records = raw
			? deleted
			: deleted.map((container) => ({ ...container, datedeleted: isoTime(container.datedeleted) }));
		return await toRecords(api, records, raw);
	},
};
