import { z } from 'zod';

import { endpoint } from './endpoint';
import { id } from './scalars';
import { findOrCreateSubstance, substance } from './substance';

/**
 * The call that finds or creates a substance, with the ID of one that exists: then the vendor's page says that it only reads.
 * It stands apart because the list of all calls has each path once.
 */
export const loadKnownSubstance = endpoint({
	path: findOrCreateSubstance.path,
	access: 'read',
	summary: 'What is known of a substance that exists',
	body: z.object({ name: z.string(), cas: z.string().min(1), substanceid: id }).strict(),
	data: z.array(substance),
});
