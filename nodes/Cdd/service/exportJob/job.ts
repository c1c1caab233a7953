import { Fault } from '../../../shared/fault';
import { pause, throwIfCanceled } from '../../../shared/http/pause';
import {
	cancelExport,
	deadExportStatuses,
	getExportProgress,
	pendingExportStatuses,
	readyExportStatuses,
} from '../../contract/exportJob';
import type { ExportStatus } from '../../contract/exportJob';
import type { ExportId } from '../../contract/scalars';
import type { CddApi } from '../api';

export interface ExportPatience {
	/** Milliseconds from now until we stop waiting. */
	timeLimit: number;
	/** Whether to end the job on the server when the time is up; it is always ended when the execution is stopped. */
	cancelWhenTimeIsUp: boolean;
	signal?: AbortSignal;
	/** Told what is known about the job each time it was asked. */
	onProgress: (text: string) => void;
}

const firstPause = 250;
const longestPause = 10_000;

const isOneOf = (statuses: readonly string[], status: string) => statuses.includes(status);

/** What people need to take up a job again. */
function pickUp(id: ExportId): string {
	return `The export has the ID ${id}: enter it as 'Export ID' to download it later.`;
}

/**
 * Waits until an export can be downloaded. The job is ended on the server when nobody waits for it any more.
 * @throws Fault `unsuccessful` (failed, cancelled by somebody, unknown status), `timedOut`, `canceled`
 */
export async function awaitExport(api: CddApi, id: ExportId, patience: ExportPatience): Promise<void> {
	const startedAt = Date.now();
	try {
		for (let wait = firstPause; ; wait = Math.min(wait * 2, longestPause)) {
			const progress = await api.call(getExportProgress, { path: { id } });
			if (isOneOf(readyExportStatuses, progress.status)) return;
			throwIfDead(id, progress);
			const elapsed = Date.now() - startedAt;
			patience.onProgress(describeProgress(progress, elapsed));
			if (elapsed + wait > patience.timeLimit) throw await timeIsUp(api, id, progress.status, patience);
			await pause(wait, patience.signal);
		}
	} catch (thrown) {
		if (patience.signal?.aborted) await endJob(api, id);
		throw withPickUp(id, thrown);
	}
}

/** The job goes on although it could not be asked about, so its id must not get lost. */
function withPickUp(id: ExportId, thrown: unknown): Fault {
	if (!(thrown instanceof Fault))
		return new Fault('unreachable', 'The export could not be followed', { description: pickUp(id) });
	const goesOn = ['malformedAnswer', 'rateLimited', 'unavailable', 'unreachable'].includes(thrown.kind);
	if (!goesOn) return thrown;
	const description = [thrown.description, pickUp(id)].join(' ').trim();
	return new Fault(thrown.kind, thrown.message, { ...thrown, description, facts: { ...thrown.facts, exportId: id } });
}

function describeProgress({ id, status, queued_job_position: place }: ExportStatus, elapsed: number): string {
	const queue = typeof place === 'number' ? `, place ${place} in the queue` : '';
	return `CDD Vault export ${id}: ${status}${queue}, ${Math.round(elapsed / 1000)} s`;
}

function throwIfDead(id: ExportId, { status }: ExportStatus): void {
	if (isOneOf(pendingExportStatuses, status)) return;
	const known = isOneOf(deadExportStatuses, status);
	throw new Fault(
		'unsuccessful',
		known ? 'CDD Vault ended the export without a result' : 'The export is in a state that is not documented',
		{
			description: `Export ${id} has the status "${status}". Run this step again. If this keeps happening, ask CDD Vault support.`,
			facts: { exportId: id, status },
		},
	);
}

async function timeIsUp(
	api: CddApi,
	id: ExportId,
	status: string,
	{ timeLimit, cancelWhenTimeIsUp }: ExportPatience,
): Promise<Fault> {
	const isEnded = cancelWhenTimeIsUp && (await endJob(api, id));
	const what = isEnded ? `Export ${id} was cancelled in CDD Vault.` : pickUp(id);
	return new Fault('timedOut', "The export did not finish within the 'Time Limit'", {
		description: `After ${Math.round(timeLimit / 1000)} seconds its status was "${status}". ${what} Raise the time limit if the vault is large.`,
		facts: { exportId: id, status },
	});
}

/** Best effort: whatever is on its way to the user says more than a refused cancellation would. */
async function endJob(api: CddApi, id: ExportId): Promise<boolean> {
	return await api.call(cancelExport, { path: { id }, afterCancel: true }).then(
		() => true,
		() => false,
	);
}

/** Used between the tries of a download that is not ready, or was cut off. */
export async function pauseBeforeRetry(tries: number, signal?: AbortSignal): Promise<void> {
	await pause(Math.min(firstPause * 2 ** tries, longestPause), signal);
	throwIfCanceled(signal);
}
