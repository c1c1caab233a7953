import { collectEvents } from '../../shared/polling/triggerEvent';
import { containerAdded } from './containerAdded';
import { containerDeleted } from './containerDeleted';
import { containerEdited } from './containerEdited';
import { containerExpiring } from './containerExpiring';
import { containerMoved } from './containerMoved';
import { orderArrived } from './orderArrived';
import { orderPlaced } from './orderPlaced';
import { orderRequested } from './orderRequested';
import { stockBelowLevel } from './stockBelowLevel';

export const chemInventoryEvents = collectEvents([
	containerAdded,
	containerDeleted,
	containerEdited,
	containerExpiring,
	containerMoved,
	orderArrived,
	orderPlaced,
	orderRequested,
	stockBelowLevel,
]);
