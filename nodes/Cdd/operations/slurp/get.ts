import type { Operation } from '../../../shared/operation';
import { readId } from '../../../shared/values/ids';
import { getSlurp } from '../../contract/slurp';
import { describeSlurp } from '../../records/slurp';
import type { CddApi } from '../../service/api';
import { slurpIdField } from './wait';

export const get: Operation<CddApi> = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get the state of a bulk import',
		description: 'Retrieve the state and the counts of an import',
	},
	kind: 'read',
	fields: [slurpIdField],
	async run({ functions, api }, itemIndex) {
		const id = readId(functions.getNodeParameter('slurpId', itemIndex), 'Slurp ID');
		return describeSlurp(await api.call(getSlurp, { path: { id } }));
	},
};
