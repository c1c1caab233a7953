import type { IDataObject } from 'n8n-workflow';

import { dataObject } from '../../../shared/values/json';
import type { Details } from '../../contract/inventory';
import { searchLimits } from '../../records/inventory';
import { otherInventoryWords } from '../../records/otherWords';
import { asSentRecords, orNull, output, shownIn } from '../../records/output';
import { roleName } from '../../records/user';
import { fetchDetails } from '../../service/api';
import { operation } from '../operation';

const showOther = shownIn(otherInventoryWords);

function simplified(details: Details): IDataObject {
	const { user, inventory } = details;
	return dataObject({
		inventory: user.inventoryname ?? inventory.name ?? null,
		inventoryId: user.inventory,
		email: user.email ?? null,
		userId: user.id,
		role: roleName(user.accounttype),
		accountType: user.accounttype,
		dateFormat: user.dateformat?.momentformat ?? null,
		hasRecycling: inventory.enablerecycling ?? null,
		searchLimitedTo: orNull(searchLimits(details, user.inventory)),
		otherInventories: orNull((user.otherInventories ?? []).map((other) => showOther(Object(other)))),
	});
}

export const getDetails = operation({
	option: {
		name: 'Get Details',
		value: 'getDetails',
		action: 'Get details of the inventory and the user',
		description:
			'Show the active inventory, the user of the API token and their role; with units, suppliers, custom fields and locations when Output is Raw',
	},
	kind: 'read',
	form: { raw: output('details') },
	async run({ api }, form) {
		const details = await fetchDetails(api);
		if (!form.raw) return simplified(details);
		const [user, inventory] = await asSentRecords([details.user, details.inventory]);
		return dataObject({ user, inventory });
	},
});
