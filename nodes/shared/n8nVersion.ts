import { version as versionHere } from 'n8n-workflow/package.json';

import { Fault } from './fault';

/** The oldest n8n on which every promise was seen to hold (docs/traps/n8n.md). */
export const oldestN8n = '2.30.0';

const numbersOf = (version: unknown) => {
	const [, major, minor] = /^(\d+)\.(\d+)\./.exec(String(version)) ?? [];
	return major === undefined ? undefined : { major: Number(major), minor: Number(minor) };
};

/** Whether a version is older than another, to its second number; false for one that cannot be read. */
function isOlder(version: unknown, than: string): boolean {
	const here = numbersOf(version);
	const wanted = numbersOf(than);
	if (!here || !wanted) return false;
	return here.major < wanted.major || (here.major === wanted.major && here.minor < wanted.minor);
}

/**
 * Before 2.36, n8n takes an item with more than `error` and `message` for a good one and sends it down the success branch.
 */
export const mayErrorItemsHoldDetails = (version: unknown = versionHere): boolean => !isOlder(version, '2.36.0');

/**
 * Refuses to work in an n8n of which nobody has seen that the promises hold. n8n tells nodes no version, but its part
 * n8n-workflow has one, whose first two numbers are those of n8n from 2.0 on. A version that cannot be read is let through.
 * @throws Fault `unsupported`
 */
export function refuseOlderN8n(version: unknown = versionHere): void {
	if (!isOlder(version, oldestN8n)) return;
	throw new Fault('unsupported', 'This n8n is too old for this node, so nothing was sent', {
		description: `n8n ${oldestN8n} or newer is needed, and this one is older: its part n8n-workflow has the version ${String(version)}. Update n8n.`,
	});
}
