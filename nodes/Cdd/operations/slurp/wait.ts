import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../shared/fault';
import { choice, collection, mapped, number } from '../../../shared/form';
import type { Value } from '../../../shared/form';
import { pause } from '../../../shared/http/pause';
import type { OperationCall } from '../../../shared/operation';
import { timeLimitOf } from '../../../shared/timeLimit';
import { getSlurp } from '../../contract/slurp';
import type { Slurp } from '../../contract/slurp';
import { describeSlurp, hasReport, outcomeOf, slurpIdField } from '../../records/slurp';
import type { CddApi } from '../../service/api';
import { operation } from '../operation';

const label = 'Time Limit (Minutes)';
const minute = 60_000;

export const waitingOptions = collection(
	{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
	{
		ifNotCommitted: choice({
			displayName: 'If Not Committed',
			name: 'ifNotCommitted',
			type: 'options',
			options: [
				{ name: 'Fail', value: 'fail', description: 'The step fails unless the import is committed' },
				{
					name: 'Return the Outcome',
					value: 'return',
					description: 'The item says what happened to the import; the workflow decides',
				},
			],
			default: 'fail',
			description: 'What to do when the data did not get into the vault',
		}),
		timeLimit: mapped(
			number(
				{
					displayName: label,
					name: 'timeLimitMinutes',
					type: 'number',
					typeOptions: { minValue: 0, maxValue: 35_000, numberPrecision: 2 },
					default: 30,
					description: 'How long to wait for the import to finish. The import continues in CDD Vault after that.',
				},
				{ least: 0 },
			),
			(minutes) => timeLimitOf(minutes, label),
		),
	},
);
type WaitingOptions = Value<typeof waitingOptions>;

const usualTimeLimit = 30 * minute;

export interface SlurpPatience {
	/** Milliseconds. */
	timeLimit: number;
	signal?: AbortSignal;
	onProgress: (text: string) => void;
}

export const patienceOf = (
	{ functions }: Pick<OperationCall<CddApi>, 'functions'>,
	{ timeLimit = usualTimeLimit }: WaitingOptions,
): SlurpPatience => ({
	timeLimit,
	signal: functions.getExecutionCancelSignal(),
	onProgress: (text) => functions.logger.info(text),
});

const firstPause = 500;
const longestPause = 10_000;
/** A bad file that will be rejected passes `processed` with its counts, but without a report: it is looked at again. */
const looksWithoutReport = 4;

/**
 * Polls an import until it is decided or the time is up; the file is never sent again.
 * @returns the last known state, which may still be undecided
 * @throws Fault `canceled`, or what reading the state brings; always with the id of the import
 */
export async function awaitSlurp(api: CddApi, id: number, patience: SlurpPatience): Promise<Slurp> {
	try {
		return await pollSlurp(api, id, patience);
	} catch (thrown) {
		throw withSlurpId(thrown, id);
	}
}

async function pollSlurp(api: CddApi, id: number, patience: SlurpPatience): Promise<Slurp> {
	const startedAt = Date.now();
	let looksAtProblems = 0;
	for (let wait = firstPause; ; wait = Math.min(wait * 2, longestPause)) {
		const slurp = await api.call(getSlurp, { path: { id } });
		const outcome = outcomeOf(slurp);
		if (outcome === 'needsAttention' && !hasReport(slurp)) looksAtProblems++;
		const isOnTheWay =
			outcome === 'running' ||
			(outcome === 'needsAttention' && !hasReport(slurp) && looksAtProblems < looksWithoutReport);
		const elapsed = Date.now() - startedAt;
		if (!isOnTheWay || elapsed + wait > patience.timeLimit) return slurp;
		patience.onProgress(`CDD Vault import ${id}: ${slurp.state}, ${Math.round(elapsed / 1000)} s`);
		await pause(wait, patience.signal);
	}
}

/** Whatever goes wrong while waiting, the id must not be lost: the file is on its way into the vault. */
function withSlurpId(thrown: unknown, id: number): Fault {
	const fault = thrown instanceof Fault ? thrown : new Fault('unreachable', 'The import could not be followed');
	return new Fault(fault.kind, fault.message, {
		...fault,
		description: `${fault.description ?? ''} ${pickUp(id)}`.trim(),
		facts: { ...fault.facts, slurpId: id },
		tellsOfChange: true,
	});
}

const pickUp = (id: number) =>
	`The slurp has the ID ${id}. Do not send its file again: use the operation Wait or Get with this ID.`;

/** @throws Fault `unsuccessful` or `timedOut` where the user wants anything but a committed import to fail */
export function slurpResult(slurp: Slurp, { ifNotCommitted }: WaitingOptions): IDataObject {
	const result = describeSlurp(slurp);
	if (result.outcome === 'committed' || ifNotCommitted === 'return') return result;
	const where = slurp.web_url ? ` Report: ${slurp.web_url}` : '';
	const counts = `${slurp.import_errors ?? 0} errors, ${slurp.import_warnings ?? 0} warnings, ${slurp.records_committed ?? 0} of ${slurp.total_records ?? 'an unknown number of'} records in the vault.`;
	const facts = { slurpId: slurp.id, outcome: result.outcome, state: slurp.state, webUrl: slurp.web_url ?? null };
	if (result.outcome === 'running') {
		throw new Fault('timedOut', "The import did not finish within the 'Time Limit'", {
			description: `Its last state is "${slurp.state}". ${pickUp(slurp.id)}`,
			facts,
			tellsOfChange: true,
		});
	}
	throw new Fault('unsuccessful', 'The data did not get into the vault', {
		description: `${String(result.explanation)} ${counts}${slurp.message ? ` CDD Vault says: "${slurp.message}".` : ''}${where}${result.outcome === 'needsAttention' ? ` ${pickUp(slurp.id)}` : ''}`,
		facts,
	});
}

export const wait = operation({
	option: {
		name: 'Wait',
		value: 'wait',
		action: 'Wait for a bulk import',
		description: 'Wait until an import that was started earlier has finished or needs attention',
	},
	kind: 'read',
	form: { id: slurpIdField, options: waitingOptions },
	async run(call, { id, options }) {
		return slurpResult(await awaitSlurp(call.api, id, patienceOf(call, options)), options);
	},
});
