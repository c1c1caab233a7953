import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../fault';
import type { Form, Values } from '../../form';
import { quote } from '../../values/badInput';
import type { NightManifest } from './nightManifest';

export type Source = NightManifest['source'];

/** What a vendor knows of the nights of its service. */
export interface NightlyService<F extends Form> {
	/** As manifests have it: `ChemInventory`. */
	readonly name: string;
	/** In the middle of a sentence: `vault`. */
	readonly what: string;
	/** What is asked beside that which the items say themselves. */
	readonly form: F;
	/** @param items the JSON of the parts @throws Fault `badInput` if they are of several, or do not say it */
	sourceOf(items: readonly IDataObject[], form: Values<F>): Source;
}

const readable = ({ id, name, server }: Source): string =>
	[id, name ? quote(name) : [], server ? `on ${server}` : []].flat().join(' ');

/** Whether tonight may follow a night. @throws Fault `badInput` */
export function checkFollows(
	last: NightManifest,
	service: string,
	what: string,
	source: Source,
	startedAt: string,
): void {
	const advice = 'Nothing is to be written. Use another folder, or another beginning of the file names.';
	if (last.service !== service)
		throw new Fault('badInput', 'The file of the last complete night is of another service', {
			description: `It is of ${last.service}, and tonight is of ${service}. ${advice}`,
		});
	const isOtherServer = Boolean(last.source.server && source.server && last.source.server !== source.server);
	if (last.source.id !== source.id || isOtherServer)
		throw new Fault('badInput', 'The file of the last complete night is of something else', {
			description: `It is of the ${what} ${readable(last.source)}, and tonight is of the ${what} ${readable(source)}. ${advice}`,
		});
	if (Date.parse(startedAt) < Date.parse(last.startedAt))
		throw new Fault('badInput', 'The parts are older than the last complete night', {
			description: `They were read from ${startedAt} on, the last complete night from ${last.startedAt} on. Remove pinned data from the steps that export, check the clock of n8n's server, and run the workflow again.`,
		});
}
