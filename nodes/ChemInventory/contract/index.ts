import * as barcode from '../barcode/schema';
import * as container from '../container/schema';
import * as customField from '../customField/schema';
import * as file from '../file/schema';
import * as inventory from '../inventory/schema';
import * as location from '../location/schema';
import * as myCollection from '../myCollection/schema';
import * as order from '../order/schema';
import * as search from '../search/schema';
import * as substance from '../substance/schema';
import * as user from '../user/schema';
import * as watchlist from '../watchlist/schema';
import type { Endpoint } from './endpoint';

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
