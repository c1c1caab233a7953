import { randomUUID } from 'node:crypto';

import type { DataFault } from '../faults';
import { json } from '../service';
import type { ServiceReply } from '../service';
import { notFound } from './errors';
import type { Lab } from './lab';
import { enter, lookAt } from './progress';
import type { ExportRecord, ExportStatus, Vault } from './state';

/** A31: how long a finished export can be fetched, and how long the address of its file is valid. */
export const resultLifetime = 10 * 60 * 1000;
export const addressLifetime = 60 * 1000;

const objectsPerChunk = 100;

function* fileOf({ count, objects }: ExportRecord): Generator<string> {
	yield `{"count":${count},"objects":[`;
	let waiting: string[] = [];
	let isFirst = true;
	const joined = () => {
		const chunk = `${isFirst ? '' : ','}${waiting.join(',')}`;
		isFirst = false;
		waiting = [];
		return chunk;
	};
	for (const object of objects()) {
		waiting.push(JSON.stringify(object));
		if (waiting.length === objectsPerChunk) yield joined();
	}
	if (waiting.length > 0) yield joined();
	yield ']}';
}

const statusOf = ({ id, status, created_at, modified_at }: ExportRecord) => ({
	id,
	status,
	created_at,
	modified_at,
	...(status === 'new' ? { queued_job_position: 1 } : {}),
});

/** Answers a list call with `async=true`. The file holds the records that matched now. */
export function startExport(
	lab: Lab,
	vault: Vault,
	count: number,
	objects: () => Iterable<unknown>,
	faults: DataFault[],
): ServiceReply {
	const slow = faults.find((fault) => fault.kind === 'slow-export');
	const job: ExportRecord = {
		id: lab.ids.next(),
		vaultId: vault.id,
		status: 'new',
		created_at: lab.timestamp(),
		modified_at: lab.timestamp(),
		count,
		objects,
		startedPolls: slow?.polls ?? lab.settings.exportPace.polls,
		held: faults.some(({ kind }) => kind === 'endless-export'),
		failing: faults.some(({ kind }) => kind === 'failed-export'),
		shown: 0,
		since: lab.settings.now().getTime(),
	};
	lab.exports.set(job.id, job);
	return json({ id: job.id, status: job.status });
}

export function setExportStatus(lab: Lab, job: ExportRecord, status: ExportStatus): void {
	job.status = status;
	job.modified_at = lab.timestamp();
	enter(job, lab.settings.now());
}

/** An export belongs to the vault in whose path it was started; a result that is too old is gone. */
function requireExport(lab: Lab, vault: Vault, id: number): ExportRecord {
	const job = lab.exports.get(id);
	if (job === undefined || job.vaultId !== vault.id) throw notFound([id]);
	const ready = job.status === 'finished' || job.status === 'downloaded';
	if (ready && lab.settings.now().getTime() - job.since > resultLifetime) throw notFound([id]);
	return job;
}

/** One look at the job, which moves on once its state has been shown and has lasted long enough. */
function poll(lab: Lab, job: ExportRecord): void {
	if (job.status !== 'new' && job.status !== 'started') return;
	const now = lab.settings.now();
	const polls = job.status === 'new' ? lab.settings.exportPace.polls : job.startedPolls;
	if (!lookAt(job, job.status, lab.settings.exportPace, now, polls)) return;
	if (job.status === 'new') {
		setExportStatus(lab, job, 'started');
		job.shown = 1;
	} else if (!job.held) {
		setExportStatus(lab, job, job.failing ? 'failed' : 'finished');
	}
}

export function exportProgress(lab: Lab, vault: Vault, id: number): ServiceReply {
	const job = requireExport(lab, vault, id);
	poll(lab, job);
	return json(statusOf(job));
}

/** 403 with the status while not ready; then 302 to another host, or the file itself (A31). */
export function downloadExport(lab: Lab, vault: Vault, id: number, storageOrigin: string): ServiceReply {
	const job = requireExport(lab, vault, id);
	poll(lab, job);
	if (job.status !== 'finished' && job.status !== 'downloaded') return json(statusOf(job), 403);
	if (lab.settings.switches.exportDownload === 'direct') return exportFile(job);
	const signature = randomUUID();
	const validUntil = lab.settings.now().getTime() + addressLifetime;
	lab.storedFiles.set(signature, { exportId: job.id, validUntil });
	const location = `${storageOrigin}/exports/${job.id}.json?expires=${validUntil}&signature=${signature}`;
	return { status: 302, headers: { location }, content: { kind: 'text', type: 'text/html; charset=utf-8', text: '' } };
}

function exportFile(job: ExportRecord): ServiceReply {
	job.status = 'downloaded';
	return { status: 200, content: { kind: 'stream', type: 'application/json; charset=utf-8', chunks: fileOf(job) } };
}

/** What the storage host answers to a pre-signed address; undefined where it is unknown or too old. */
export function storedExport(lab: Lab, query: URLSearchParams): ServiceReply | undefined {
	const file = lab.storedFiles.get(query.get('signature') ?? '');
	if (file === undefined || lab.settings.now().getTime() > file.validUntil) return undefined;
	const job = lab.exports.get(file.exportId);
	return job === undefined ? undefined : exportFile(job);
}

export function cancelExport(lab: Lab, vault: Vault, id: number): ServiceReply {
	const job = requireExport(lab, vault, id);
	if (job.status !== 'new' && job.status !== 'started') throw notFound([id]);
	setExportStatus(lab, job, 'canceled');
	return json(statusOf(job));
}
