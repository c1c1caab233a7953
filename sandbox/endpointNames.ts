import { endpoints as cddEndpoints } from '../nodes/Cdd/contract';
import type { EndpointName as CddEndpointName } from '../nodes/Cdd/contract';

/** The endpoint names of every vendor that the sandbox plays. */
export type EndpointName = CddEndpointName;

const names: ReadonlySet<string> = new Set(Object.keys(cddEndpoints));

export function isEndpointName(text: string): text is EndpointName {
	return names.has(text);
}
