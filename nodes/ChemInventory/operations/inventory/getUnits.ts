import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { allUnits } from '../../records/unit';
import type { ChemInventoryApi } from '../../service/api';

export const getUnits: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Units',
		value: 'getUnits',
		action: 'Get units of size',
		description: 'List the units that sizes of containers can have, with their IDs',
	},
	kind: 'read',
	fields: [],
	async run({ api }) {
		return (await allUnits(api)).map((unit): IDataObject => ({ ...unit }));
	},
};
