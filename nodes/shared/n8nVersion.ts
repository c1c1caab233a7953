import { version as versionHere } from 'n8n-workflow/package.json';

import { Fault } from './fault';

/** The oldest n8n on which every promise was seen to hold (docs/traps/n8n.md). */
export const oldestN8n = '2.38.0';

const numbersOf = (version: unknown) => {
	const [, major, minor] = /^(\d+)\.(\d+)\./.exec(String(version)) ?? [];
	return major === undefined ? undefined : { major: Number(major), minor: Number(minor) };
};

/**
 * Refuses to work in an n8n of which nobody has seen that the promises hold. n8n tells nodes no version, but its part
 * n8n-workflow has one, whose first two numbers are those of n8n from 2.0 on. A version that cannot be read is let through.
 * @throws Fault `unsupported`
 */
export function refuseOlderN8n(version: unknown = versionHere): void {
	const here = numbersOf(version);
	const oldest = numbersOf(oldestN8n);
	if (!here || !oldest) return;
	if (here.major > oldest.major || (here.major === oldest.major && here.minor >= oldest.minor)) return;
	throw new Fault('unsupported', 'This n8n is too old for this node, so nothing was sent', {
		description: `n8n ${oldestN8n} or newer is needed, and this one is older: its part n8n-workflow has the version ${String(version)}. Update n8n.`,
	});
}
