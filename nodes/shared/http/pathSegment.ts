import { Fault } from '../fault';

/**
 * Encodes one segment of a path.
 * @throws Fault `badInput` for an empty segment, `.` or `..`, which would address something else
 */
export function pathSegment(value: number | string): string {
	const text = String(value).trim();
	if (text === '' || text === '.' || text === '..') {
		throw new Fault('badInput', 'An ID in the address is empty or not usable', {
			description: `It is '${text}'. Enter the ID of one record.`,
		});
	}
	return encodeURIComponent(text);
}
