import type { IDataObject } from 'n8n-workflow';

import { Fault, reasonOf } from '../fault';

/**
 * Reads what a change made. A change that was made and cannot be looked at must not look like one that was not made.
 * @throws Fault `incomplete` where reading does not work
 */
export async function readBack<T>(read: () => Promise<T>, whereToLook: string, facts: IDataObject = {}): Promise<T> {
	return await read().catch((thrown: unknown) => Promise.reject(notReadable(thrown, whereToLook, facts)));
}

function notReadable(thrown: unknown, whereToLook: string, facts: IDataObject): Fault {
	return new Fault('incomplete', 'The change was sent and accepted, but its result could not be read', {
		description: `${reasonOf(thrown)} ${whereToLook}`,
		httpCode: thrown instanceof Fault ? thrown.httpCode : undefined,
		facts,
		tellsOfChange: true,
	});
}
