import { containerEvent } from './containerEvent';

export const containerAdded = containerEvent({
	option: {
		name: 'Container Added',
		value: 'containerAdded',
		description: "A container was added to the inventory. Needs a group administrator's token.",
	},
	action: 'added',
});
