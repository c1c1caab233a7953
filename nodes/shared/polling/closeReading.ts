import type { IPollFunctions } from 'n8n-workflow';

import type { SeenWindow, WindowReading } from './seenWindow';

/** Ends a reading. What the trigger cannot remember is told in n8n's log: a poll has neither hints nor, without news, an item. */
export function closeReading({ functions }: { functions: IPollFunctions }, reading: WindowReading): SeenWindow {
	const { window, isCrowded } = reading.close();
	if (isCrowded) {
		functions.logger.warn(
			'More has happened within ten minutes than this trigger can remember. Records that the service shows late are not reported if their time is before the one given here.',
			{ node: functions.getNode().name, time: new Date(window.since).toISOString() },
		);
	}
	return window;
}
