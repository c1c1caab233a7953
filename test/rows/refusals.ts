import type { NodeRun } from '../support/engine';
import type { Row } from './deal';

/** By field of a row, what a fault calls it. */
export type Labels = Readonly<Record<string, readonly string[]>>;

/** Whether a message names a field that is to be refused. */
export const isRefusedFor = (row: Row | undefined, labels: Labels, message: unknown): boolean =>
	row?.refused.some((field) => labels[field]?.some((label) => String(message).startsWith(`'${label}' `))) === true;

/** The item at which a node stopped; NaN where its message names none. */
export const stoppedAt = ({ error }: NodeRun): number => Number(/\[row (\d+)\]$/.exec(error?.message ?? '')?.[1]) - 1;
