import type { IDataObject } from 'n8n-workflow';

import { allUnits } from '../../records/unit';
import { operation } from '../operation';

export const getUnits = operation({
	option: {
		name: 'Get Units',
		value: 'getUnits',
		action: 'Get units of size',
		description: 'List the units for container sizes, with their IDs',
	},
	kind: 'read',
	form: {},
	async run({ api }) {
		return (await allUnits(api)).map((unit): IDataObject => ({ ...unit }));
	},
});
