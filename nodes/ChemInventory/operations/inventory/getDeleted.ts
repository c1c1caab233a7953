import { DateTime } from 'luxon';

import { limit } from '../../../shared/form';
import { listDeletedContainers } from '../../contract/inventory';
import { raw, toRecords } from '../../records/output';
import { operation } from '../operation';

/** `YYYY-MM-DD HH:MM:SS`, in UTC by the vendor's page. */
function isoTime(time: string | null | undefined): string | null | undefined {
	const date = DateTime.fromSQL(time ?? '', { zone: 'utc' });
	return date.isValid ? date.toISO({ suppressMilliseconds: true }) : time;
}

export const getDeleted = operation({
	option: {
		name: 'Get Deleted Containers',
		value: 'getDeleted',
		action: 'Get deleted containers',
		description:
			"List deleted containers: ID, name, barcode, who deleted it and when. Needs a group administrator's token.",
	},
	kind: 'read',
	short: ['id', 'containername', 'barcode', 'datedeleted', 'user'],
	form: { limit, raw },
	async run({ api }, form) {
		const deleted = (await api.call(listDeletedContainers, {})).slice(0, form.limit);
		const records = form.raw
			? deleted
			: deleted.map((container) => ({ ...container, datedeleted: isoTime(container.datedeleted) }));
		return await toRecords(api, records, form.raw);
	},
});
