import { containerEvent } from './containerEvent';
import { readChange } from './containerText';

export const containerEdited = containerEvent({
	option: {
		name: 'Container Edited',
		value: 'containerEdited',
		description: "A field of a container was changed: one item for each field. Needs a group administrator's token.",
	},
	action: 'edited',
	read: readChange,
});
