import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../shared/fault';
import type { ListResource } from '../service/list/listResource';

/** How records are read by their IDs, many at once. */
export interface ListedById<R extends { id: number }> {
	readonly resource: ListResource<R>;
	/** The one that takes the IDs. */
	readonly parameter: string;
	/** Those that keep the answer small. */
	readonly parameters: IDataObject;
	/** For texts: `batch`. */
	readonly what: string;
}

/** @param what such as `batch` */
export const noSuch = (what: string, id: number) =>
	new Fault('refused', 'CDD Vault did not find the record', {
		description: `No ${what} has the ID ${id}. Check the ID, and that the user of the API token can see it.`,
		httpCode: '404',
	});
