import { containerEvent } from './containerEvent';
import { deletedContainers } from './containerRecords';

export const containerDeleted = containerEvent({
	option: {
		name: 'Container Deleted',
		value: 'containerDeleted',
		description: "A container was deleted. Needs a group administrator's token.",
	},
	action: 'deleted',
	containers: deletedContainers,
});
