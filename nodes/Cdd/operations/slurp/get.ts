import { getSlurp } from '../../contract/slurp';
import { describeSlurp, slurpIdField } from '../../records/slurp';
import { operation } from '../operation';

export const get = operation({
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get the state of a bulk import',
		description: 'Retrieve the state and the counts of an import',
	},
	kind: 'read',
	form: { id: slurpIdField },
	async run({ api }, { id }) {
		return describeSlurp(await api.call(getSlurp, { path: { id } }));
	},
});
