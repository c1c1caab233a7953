import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { applyOnce, imageIn } from './applyOnce';
import { Fault } from '../fault';
import type { OperationCall } from '../operation';
import { badInput, quote } from '../values/badInput';
import { parseNumber } from '../values/text';
import type { ChemInventoryApi } from '../../ChemInventory/service/api';
import { readBack } from './readBack';

/** Mass changes act on whatever is there when they run, so the user says how many containers that must be. */
export const expectedCountField: INodeProperties = {
	displayName: 'Expected Number of Containers',
	name: 'expectedCount',
	type: 'number',
	typeOptions: { minValue: 0 },
	required: true,
	default: 0,
	description: 'How many containers must be there. If there are more or fewer, nothing is done.',
};

const label = 'Expected Number of Containers';

/** @throws Fault `badInput` */
export function readExpectedCount(value: unknown): number {
	const count = parseNumber(value);
	if (count !== undefined && Number.isInteger(count) && count >= 0) return count;
	throw badInput(
		label,
		'is not a whole number',
		`It is ${quote(value ?? '')}. Give the number of containers that must be there, such as 12.`,
	);
}

/** What a mass change acts on. */
export interface Contents {
	containerIds: number[];
	/** Where the containers stand, if that is needed to look for them afterwards. */
	locationIds?: number[];
}

/** A place with everything in it, and how it is described once it is no more so. */
export interface Listed extends Contents {
	before: IDataObject;
}

interface AnyContainer {
	id: number;
	name?: string | null;
	barcode?: string | null;
	location?: number | null;
}

/** What is worth knowing of containers that are about to be moved or deleted; the location as its ID. */
export function listed(
	containers: readonly AnyContainer[],
	place: { location?: number; locationIds?: number[] } = {},
): Listed {
	return {
		containerIds: containers.map(({ id }) => id),
		...(place.locationIds ? { locationIds: place.locationIds } : {}),
		before: {
			containers: containers.map(({ id, name, barcode, location }) => ({
				id,
				name: name ?? null,
				barcode: barcode ?? null,
				location: location ?? place.location ?? null,
			})),
		},
	};
}

export interface MassChanged {
	containerIds: number[];
	before: IDataObject | null;
}

export interface MassChange {
	fingerprint: string;
	/** What the containers are in, for texts: `The location "Cupboards > Cupboard 1"`. */
	where: string;
	/** For texts: `moved`. */
	done: string;
	expected: number;
	/** What is there now. */
	list: () => Promise<Listed>;
	send: () => Promise<unknown>;
	/** Those of the containers that the change has not reached. */
	untouched: (contents: Contents) => Promise<number[]>;
	whereToLook: string;
}

const mostIdsInText = 300;

/** Ids for an error text: with them a change can be undone. */
export function idsText(ids: readonly number[]): string {
	const rest = ids.length - mostIdsInText;
	return `${ids.slice(0, mostIdsInText).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

export function idsIn(value: IDataObject | undefined, key: string): number[] {
	const ids = value?.[key];
	return Array.isArray(ids) ? ids.map(Number) : [];
}

const contentsIn = (value: IDataObject | undefined): Contents => ({
	containerIds: idsIn(value, 'containerIds'),
	locationIds: idsIn(value, 'locationIds'),
});

function refuseOtherCount({ where, expected }: MassChange, real: number): void {
	if (real === expected) return;
	throw badInput(
		label,
		'differs from the real number, so nothing was done',
		`${where} holds ${real} containers, and ${expected} were expected. Look at what is there, then correct the number.`,
	);
}

async function checkUntouched({ where, done, untouched }: MassChange, contents: Contents): Promise<void> {
	const { containerIds: ids } = contents;
	const facts = { containerIds: ids };
	const all = `All that were to be ${done}: ${idsText(ids)}.`;
	const left = await readBack(
		async () => await untouched(contents),
		`${where}: look at the containers before you go on. ${all}`,
		facts,
	);
	if (left.length === 0) return;
	throw new Fault('incomplete', 'The change did not reach all containers', {
		description: `${where}: ${left.length} of ${ids.length} containers were not ${done}: ${idsText(left)}. ${all}`,
		facts: { ...facts, notReached: left },
	});
}

/**
 * Applies one change to everything in a place, if as many containers are there as were expected, and compares afterwards.
 * Their ids go into n8n's log first: the service returns nothing.
 * @returns the containers, all of them changed, and how they were
 * @throws Fault
 */
export async function changeAll(
	{ functions, ledger }: OperationCall<ChemInventoryApi>,
	itemIndex: number,
	change: MassChange,
): Promise<MassChanged> {
	let contents: Contents = { containerIds: [] };
	const { answer, before } = await applyOnce(ledger, {
		itemIndex,
		fingerprint: change.fingerprint,
		look: async () => {
			const { before: image, ...place } = await change.list();
			contents = place;
			refuseOtherCount(change, contents.containerIds.length);
			return { ...contents, image };
		},
		send: async () => {
			const { containerIds } = contents;
			if (containerIds.length > 0) {
				functions.logger.info(
					`${change.where}: ${containerIds.length} containers are about to be ${change.done}: ${containerIds.join(', ')}`,
				);
				await change.send();
			}
			return { ...contents };
		},
		settle: async (noted) => {
			const sent = contentsIn(noted);
			const left = await change.untouched(sent);
			if (left.length === 0) return { applied: true, answer: { ...sent } };
			const { containerIds: ids } = sent;
			return {
				applied: false,
				seen: `${left.length} of ${ids.length} containers are not ${change.done}. The containers: ${idsText(ids)}.`,
			};
		},
		whereToLook: change.whereToLook,
		signal: functions.getExecutionCancelSignal(),
	});
	const changed = contentsIn(answer);
	await checkUntouched(change, changed);
	return { containerIds: changed.containerIds, before: imageIn(before, 'image') };
}
