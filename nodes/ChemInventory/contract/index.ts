import * as barcode from './barcode';
import * as container from './container';
import * as customField from './customField';
import type { Endpoint } from './endpoint';
import * as file from './file';
import * as inventory from './inventory';
import * as location from './location';
import * as myCollection from './myCollection';
import * as order from './order';
import * as search from './search';
import * as substance from './substance';
import * as user from './user';
import * as watchlist from './watchlist';

function isEndpoint(value: unknown): value is Endpoint {
	return typeof value === 'object' && value !== null && 'path' in value && 'access' in value && 'body' in value;
}

/** All 70 documented calls, by path. The sandbox routes and the OpenAPI description come from it. */
export const endpoints: ReadonlyMap<string, Endpoint> = new Map(
	[barcode, container, customField, file, inventory, location, myCollection, order, search, substance, user, watchlist]
		.flatMap((schemas): unknown[] => Object.values(schemas))
		.filter(isEndpoint)
		.map((endpoint) => [endpoint.path, endpoint]),
);
