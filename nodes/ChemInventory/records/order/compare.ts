import { sameLetters } from '../../../shared/values/text';
import type { ContainerSummary } from '../../contract/container';
import type { Order } from '../../contract/order';
import { sameSize } from '../container/shownKeys';

const isMissing = (value: unknown) => value === undefined || value === null || value === '';

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
		sameLetters(order.suppliername, wanted.supplier) &&
		sameLetters(order.name, wanted.name)
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
		(isMissing(container.name) || sameLetters(container.name, wanted.name))
	);
}
