import { STATUS_CODES } from 'node:http';

import { json } from '../service';
import type { ServiceReply } from '../service';
import type { ChemInventorySwitches } from './switches';

/** A refusal of the service, in a sentence. It leaves every record as it was. */
export class ChemInventoryError extends Error {}

/** One answer for a missing, an unknown and a revoked token. */
export const tokenRefused = () => new ChemInventoryError('The authentication token is missing or not valid.');

export const unknown = (what: string, id: number | string) => new ChemInventoryError(`There is no ${what} ${id}.`);

const html = (status: number, title: string): ServiceReply => ({
	status,
	content: {
		kind: 'text',
		type: 'text/html; charset=utf-8',
		text: `<html><head><title>${status} ${title}</title></head><body><h1>${status} ${title}</h1></body></html>`,
	},
});

function dataOf(sentence: string, shape: ChemInventorySwitches['errorData']): unknown {
	if (shape === 'list of sentences') return [sentence];
	return shape === 'object with message' ? { message: sentence } : sentence;
}

/** The reply to a call that the service refuses. */
export function errorReply(sentence: string, { errorStatus, errorData }: ChemInventorySwitches): ServiceReply {
	const reply =
		errorStatus === '502 with HTML'
			? html(502, 'Bad Gateway')
			: json({ status: 'error', data: dataOf(sentence, errorData) }, Number(errorStatus));
	return { ...reply, refused: true };
}

/** The reply to a status fault: from 502 on it is a gateway that answers, in HTML. */
export function faultReply(status: number, { errorData }: ChemInventorySwitches): ServiceReply {
	const words = STATUS_CODES[status] ?? 'Something went wrong';
	return status >= 502 ? html(status, words) : json({ status: 'error', data: dataOf(words, errorData) }, status);
}
