import { oncePerRun } from '../../../shared/oncePerRun';
import { badInput } from '../../../shared/values/badInput';
import type { InventorySample } from '../../contract/sample';
import type { Box, EventLocation } from '../../records/inventoryLocation';
import { positionsTaken } from '../../records/sample/inVault';
import type { CddApi } from '../../service/api';

class PositionSets {
	private readonly byBox = new Map<number, Set<number>>();

	of(box: number): ReadonlySet<number> {
		return this.byBox.get(box) ?? new Set();
	}

	add(box: number, position: number): void {
		const positions = this.byBox.get(box) ?? new Set();
		this.byBox.set(box, positions.add(position));
	}

	remove(box: number, position: number): void {
		this.byBox.get(box)?.delete(position);
	}
}

/**
 * Hands out the positions of boxes in one run of a node, none of them twice. All samples are read once, when the first
 * position is asked for. A sample that this run moves out of a box leaves its position taken until the run ends.
 */
export class FreePositions {
	/** Handed out, or where an event of this run put a sample. */
	private readonly given = new PositionSets();

	/** Taken by samples that the token cannot see, or that came meanwhile: the vault said so. */
	private readonly refused = new PositionSets();

	constructor(private readonly api: CddApi) {}

	/**
	 * The lowest position that is not known to be taken, which is then kept.
	 * @throws Fault `badInput` for a full box; what reading the samples throws
	 */
	async take(box: Box): Promise<EventLocation> {
		const inVault = await this.inVault(box);
		const [position] = this.freeIn(box, inVault);
		if (position === undefined) throw full(box);
		this.given.add(box.id, position);
		return { id: box.id, position };
	}

	/** How many positions can be taken. @throws Fault what reading the samples throws */
	async countFree(box: Box): Promise<number> {
		return this.freeIn(box, await this.inVault(box)).length;
	}

	/** A place that is, or is to be, taken by a sample of this run. */
	keep({ id, position }: EventLocation): void {
		if (position !== undefined) this.given.add(id, position);
	}

	keepPlaceOf({ inventory_location_id: id, inventory_location_position: position }: InventorySample): void {
		if (id && position) this.given.add(id, position);
	}

	/**
	 * GET inventory_locations tells how many positions of a box are filled, not which: that is in the samples. A box that the
	 * vault calls full needs no look at them.
	 */
	private async inVault({ id, filled, positions }: Box): Promise<ReadonlySet<number>> {
		return filled < positions ? await positionsTaken(this.api, id) : new Set();
	}

	/** The lowest first. */
	private freeIn({ id, filled, positions }: Box, inVault: ReadonlySet<number>): number[] {
		const [given, refused] = [this.given.of(id), this.refused.of(id)];
		const added = [...given].filter((position) => !inVault.has(position)).length;
		const all = Array.from({ length: positions }, (_empty, index) => index + 1);
		return (
			all
				.filter((position) => !inVault.has(position) && !given.has(position) && !refused.has(position))
				// The count of the vault includes samples that the token cannot see.
				.slice(0, Math.max(0, positions - filled - added))
		);
	}

	/** Nothing was put there after all. */
	release({ id, position }: EventLocation): void {
		if (position !== undefined) this.given.remove(id, position);
	}

	refuse({ id, position }: EventLocation): void {
		if (position !== undefined) this.refused.add(id, position);
	}
}

function full({ path, positions }: Box) {
	return badInput(
		'Location',
		'is a box without a free position, so nothing was sent',
		`All ${positions} positions of "${path}" are taken, including those filled by this run. Choose another box.`,
	);
}

/** For a box that has some free positions, but not enough for a run. */
export function tooFew(box: Box, free: number) {
	if (free === 0) return full(box);
	return badInput(
		'Location',
		'is a box with too few free positions for all items, so nothing was sent',
		`"${box.path}" has ${free} of ${box.positions} positions free. Choose another box for this item and those after it.`,
	);
}

/** Those of one run of a node. */
export const freePositionsOf = oncePerRun(async (api: CddApi) => new FreePositions(api));
