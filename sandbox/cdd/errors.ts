import { STATUS_CODES } from 'node:http';

import { json } from '../service';
import type { ServiceReply } from '../service';
import type { CddSwitches } from './switches';

/** A refusal of the vault. It leaves every record as it was. */
export class VaultError extends Error {
	constructor(
		readonly status: number,
		message: string,
		/** Further keys of the body, such as `web_url`. */
		readonly details: Record<string, unknown> = {},
	) {
		super(message);
	}
}

export const readOnlyMessage = 'Token has insufficient access to modify data';

/** `2 not found`, `2, and 3 not found`: the words that a client saw for unknown ids in a list. */
export function notFound(ids: ReadonlyArray<number | string>): VaultError {
	const listed = ids.length > 1 ? `${ids.slice(0, -1).join(', ')}, and ${ids.at(-1)}` : String(ids[0]);
	return new VaultError(404, `${listed} not found`);
}

/** Of the service as a whole, whatever was asked. */
export const outOfService = (status: number) => new VaultError(status, STATUS_CODES[status] ?? 'Something went wrong');

export const unprocessable = (message: string) => new VaultError(422, message);

export const notSimulated = (what: string) => new VaultError(422, `${what} is not simulated`);

/** The error as a reply (A1). */
export function errorReply(error: VaultError, shape: CddSwitches['errorBody']): ServiceReply {
	return { ...shaped(error, shape), refused: true };
}

function shaped({ status, message, details }: VaultError, shape: CddSwitches['errorBody']): ServiceReply {
	switch (shape) {
		case 'plain text':
			return { status, content: { kind: 'text', type: 'text/plain; charset=utf-8', text: message } };
		case 'message only':
			return json({ message, ...details }, status);
		case 'error under 200':
			return json({ error: message, code: status, ...details }, 200);
		case 'error and code':
			return json({ error: message, code: status, ...details }, status);
	}
}
