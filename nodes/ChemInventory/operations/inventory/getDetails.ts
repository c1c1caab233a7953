import type { IDataObject } from 'n8n-workflow';

import { dataObject } from '../../../shared/values/json';
import type { Details } from '../../contract/inventory';
import { searchLimits } from '../../records/inventory';
import { asSentRecords, output } from '../../records/output';
import { fetchDetails } from '../../service/api';
import { roleNames } from '../../service/refusal';
import { operation } from '../operation';

const roleName = (accountType: number) =>
	Object.entries(roleNames).find(([role]) => Number(role) === accountType)?.[1] ?? null;

function simplified(details: Details): IDataObject {
	const { user, inventory } = details;
	return {
		inventory: user.inventory,
		inventoryname: user.inventoryname ?? inventory.name ?? null,
		user: user.id,
		email: user.email ?? null,
		accounttype: user.accounttype,
		role: roleName(user.accounttype),
		dateformat: user.dateformat?.momentformat ?? null,
		enablerecycling: inventory.enablerecycling ?? null,
		limitlocations: searchLimits(details, user.inventory),
		otherInventories: (user.otherInventories ?? []).flatMap((other) =>
			typeof other === 'object' && other !== null ? [dataObject(other)] : [],
		),
	};
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
		return { user, inventory };
	},
});
