import type { ContainerSummary } from '../../contract/container';
import type { Order } from '../../contract/order';

const text = (value: unknown) =>
	String(value ?? '')
		.trim()
		.toLowerCase();

const isMissing = (value: unknown) => value === undefined || value === null || value === '';

/** Sizes come back as text, and as numbers: "500" and 500.0 are one size. */
export function sameSize(a: unknown, b: unknown): boolean {
	return text(a) === text(b) || (!isMissing(a) && !isMissing(b) && Number(a) === Number(b));
}

export const sameText = (a: unknown, b: unknown) => text(a) === text(b);

/** What was asked for, to know the request again. */
export interface WantedOrder {
	name: string;
	substanceid: number;
	containersize: string;
	units: number;
	supplier: string;
}

/** Whether a request that was not there before answers to what was asked for. */
export function answersTo(order: Order, wanted: WantedOrder): boolean {
	return (
		order.substanceid === wanted.substanceid &&
		sameSize(order.size, wanted.containersize) &&
		order.unitid === wanted.units &&
		sameText(order.suppliername, wanted.supplier) &&
		sameText(order.name, wanted.name)
	);
}

/** What the container of an order must look like. */
export interface WantedContainer {
	name: string;
	substanceid?: number | null;
	size?: string | null;
}

/** The list of a location leaves out what the inventory's table layout hides: what is not there speaks for nothing. */
export function mayBeContainerOf(container: ContainerSummary, wanted: WantedContainer): boolean {
	return (
		(isMissing(container.substance) || isMissing(wanted.substanceid) || container.substance === wanted.substanceid) &&
		(isMissing(container.size) || isMissing(wanted.size) || sameSize(container.size, wanted.size)) &&
		(isMissing(container.name) || sameText(container.name, wanted.name))
	);
}
