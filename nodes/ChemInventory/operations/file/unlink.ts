import type { Operation } from '../../../shared/operation';
import { fileField } from '../../records/file';
import { substanceField } from '../../records/substance/picker';
import type { ChemInventoryApi } from '../../service/api';
import { setLink } from './links';

export const unlink: Operation<ChemInventoryApi> = {
	option: {
		name: 'Unlink From Substance',
		value: 'unlink',
		action: 'Unlink a file from a substance',
		description: 'Remove the link between a file and a substance. The file stays in the file store.',
	},
	kind: 'write',
	fields: [fileField, substanceField],
	async run(call, itemIndex) {
		const { fileId, substanceId, changed, before } = await setLink(call, itemIndex, false);
		return { unlinked: changed, wasLinked: changed, fileId, substanceId, before };
	},
};
