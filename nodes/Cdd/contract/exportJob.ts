import { z } from 'zod';

import { endpoint } from './endpoint';
import { exportId } from './scalars';

/** Source: vendor page "Async Export"; `downloaded`, `starting`, `canceled`, `failed` from real clients. */
export const pendingExportStatuses = ['new', 'started', 'starting'] as const;
export const readyExportStatuses = ['finished', 'downloaded'] as const;
export const deadExportStatuses = ['canceled', 'failed'] as const;

export const exportStatus = z
	.object({ id: exportId, status: z.string(), queued_job_position: z.number().nullish() })
	.passthrough();

export type ExportStatus = z.output<typeof exportStatus>;

/** Reply to a list call with `async=true`. */
export const exportStarted = exportStatus;

export const getExportProgress = endpoint({
	method: 'GET',
	path: '/export_progress/{id}',
	access: 'read',
	summary: 'State of an async export',
	reply: exportStatus,
});

/** 200 with the data, 302 to a pre-signed address on another host, or 403 with the status while not ready. */
export const downloadExport = endpoint({
	method: 'GET',
	path: '/exports/{id}',
	access: 'read',
	summary: 'Download a finished export',
	reply: z.unknown(),
});

/** A read in our sense: it ends a job that a read started, and changes no record. */
export const cancelExport = endpoint({
	method: 'DELETE',
	path: '/exports/{id}',
	access: 'read',
	summary: 'Cancel an async export',
	reply: exportStatus,
});
