import type { IDataObject } from 'n8n-workflow';

import { dataObject } from '../../../shared/values/json';
import type { Details } from '../../contract/inventory';
import { searchLimits } from '../../records/inventory';
import { settingsWords } from '../../records/otherWords';
import { asSentRecords, mendValue, orNull, output } from '../../records/output';
import { roleName } from '../../records/user';
import { fetchDetails } from '../../service/api';
import { operation } from '../operation';

/** Settings as items show them, at every depth. */
function inSettingsWords(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(inSettingsWords);
	if (typeof value !== 'object' || value === null) return value;
	return dataObject(
		Object.fromEntries(
			Object.entries(value).map(([key, part]) => [
				settingsWords.get(key) ?? key,
				inSettingsWords(mendValue(key, part)),
			]),
		),
	);
}

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
		otherInventories: orNull(inSettingsWords(user.otherInventories ?? [])),
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
