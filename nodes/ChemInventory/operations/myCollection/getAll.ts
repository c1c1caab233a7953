import { limit } from '../../../shared/form';
import { containerRecords, shortContainer } from '../../records/container/output';
import { readCollectionEntries } from '../../records/myCollection';
import { output } from '../../records/output';
import { operation } from '../operation';

export const getAll = operation({
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many containers on my collection',
		description: "List the containers that are on My Collection of the token's user",
	},
	kind: 'read',
	short: shortContainer,
	form: { limit, raw: output('containers') },
	async run({ api }, form) {
		const entries = await readCollectionEntries(api);
		return await containerRecords(api, entries.slice(0, form.limit), form.raw);
	},
});
