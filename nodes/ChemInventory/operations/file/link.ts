import type { Operation } from '../../../shared/operation';
import { fileField } from '../../records/file';
import { substanceField } from '../../records/substance/picker';
import type { ChemInventoryApi } from '../../service/api';
import { setLink } from './links';

export const link: Operation<ChemInventoryApi> = {
	option: {
		name: 'Link to Substance',
		value: 'link',
		action: 'Link a file to a substance',
		description: 'Show a file with a substance. A link that is there already stays as it is.',
	},
	kind: 'write',
	fields: [fileField, substanceField],
	async run(call, itemIndex) {
		const { fileId, substanceId, changed, before } = await setLink(call, itemIndex, true);
		return { linked: true, wasLinked: !changed, fileId, substanceId, before };
	},
};
