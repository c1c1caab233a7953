import type { Declared } from '../../shared/form';
import type { PollCall } from '../../shared/polling/triggerEvent';
import type { ChemInventoryApi } from '../service/api';

/** What an event gets in one poll; `V` is its form as it was filled in. */
export type ChemPoll<V = unknown> = PollCall<ChemInventoryApi, V>;

/** The collection of options that every event has. */
export const optionsDeclaration: Declared<'collection'> = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
};
