import type { IDataObject } from 'n8n-workflow';

import { id } from '../../shared/form';
import { dataObject } from '../../shared/values/json';
import { asReceived } from '../../shared/values/received';
import type { Slurp } from '../contract/slurp';

export const slurpIdField = id({
	displayName: 'Slurp ID',
	name: 'slurpId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 845005082',
	description: 'The ID of the import, returned by the operation Import',
});

/**
 * What became of an import:
 * - committed: the data is in the vault
 * - needsAttention: rows with errors or warnings wait for a person in CDD Vault
 * - rejected, invalid, canceled: nothing was imported
 * - running: not decided yet
 */
export type SlurpOutcome = 'canceled' | 'committed' | 'invalid' | 'needsAttention' | 'rejected' | 'running';

/**
 * `processed` is a step on the way of a clean file, and the resting place of one with problems (GET slurps/{id}):
 * only counts, a message or a link tell them apart. An unknown state counts as running; the wait has a limit.
 */
export function outcomeOf(slurp: Slurp): SlurpOutcome {
	switch (slurp.state) {
		case 'committed':
		case 'rejected':
		case 'invalid':
		case 'canceled':
			return slurp.state;
		case 'processed':
			return needsPerson(slurp) ? 'needsAttention' : 'running';
		default:
			return 'running';
	}
}

/** A message or a link means that the import rests until a person decides. */
export function hasReport(slurp: Slurp): boolean {
	return Boolean(slurp.message) || Boolean(slurp.web_url);
}

function needsPerson(slurp: Slurp): boolean {
	return (slurp.import_errors ?? 0) > 0 || (slurp.import_warnings ?? 0) > 0 || hasReport(slurp);
}

const explanations: Record<SlurpOutcome, string> = {
	committed: 'The data is in the vault.',
	needsAttention:
		'Rows with errors or warnings wait for a decision: open the report in CDD Vault and commit or reject the import.',
	rejected: 'CDD Vault rejected the import; nothing was imported. Open the Data Import tab to see why.',
	invalid: 'CDD Vault could not read the file; nothing was imported.',
	canceled: 'The import was cancelled; nothing was imported.',
	running: 'The import is not finished yet.',
};

/** The item that a person works with: outcome and counts first, then everything that CDD Vault told. */
export function describeSlurp(slurp: Slurp): IDataObject {
	const outcome = outcomeOf(slurp);
	const total = slurp.total_records ?? null;
	const committed = slurp.records_committed ?? null;
	const isShort =
		outcome === 'committed' && typeof total === 'number' && typeof committed === 'number' && committed < total;
	return {
		outcome,
		explanation: isShort
			? `Only ${committed} of ${total} records are in the vault. Open the report in CDD Vault.`
			: explanations[outcome],
		...dataObject(asReceived(slurp)),
	};
}
