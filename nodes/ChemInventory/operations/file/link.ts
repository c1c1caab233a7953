import { operation } from '../operation';
import { findEnds, linkForm, setLink, thingsOf } from './links';

export const link = operation({
	option: {
		name: 'Link to Substance',
		value: 'link',
		action: 'Link a file to a substance',
		description: 'Show a file with a substance. An existing link stays as it is.',
	},
	kind: 'write',
	form: linkForm,
	prepare: findEnds,
	touches: thingsOf,
	async run(call, ends) {
		const { fileId, substanceId, changed, before } = await setLink(call, ends, true);
		return { linked: true, wasLinked: !changed, fileId, substanceId, before };
	},
});
