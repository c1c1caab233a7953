import { operation } from '../operation';
import { findEnds, linkForm, setLink, thingsOf } from './links';

export const unlink = operation({
	option: {
		name: 'Unlink From Substance',
		value: 'unlink',
		action: 'Unlink a file from a substance',
		description: 'Remove the link between a file and a substance. The file stays in the file store.',
	},
	kind: 'write',
	form: linkForm,
	prepare: findEnds,
	touches: thingsOf,
	async run(call, ends) {
		const { fileId, substanceId, changed, before } = await setLink(call, ends, false);
		return { unlinked: changed, wasLinked: changed, fileId, substanceId, before };
	},
});
