import { triggerEventsOf } from '../../shared/polling/triggerEvent';
import { recordFields } from '../records/recordFields';
import type { CddApi } from '../service/api';

/** Makes an event of this trigger, typed by its form. */
export const triggerEvent = triggerEventsOf<CddApi>(recordFields);
