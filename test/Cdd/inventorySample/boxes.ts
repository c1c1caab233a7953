import type { IDataObject, INode } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox';
import type { NodeRun } from '../../support/engine';
import { asked, locator, runSamples } from '../../support/sampleNode';
import type { SampleRunOptions } from '../../support/sampleNode';

/** As the vault tells the place of a sample. */
export const placeIn = (box: number, position: number) => ({
	inventory_location_id: box,
	inventory_location_position: position,
	location: `Mini Box ${position}`,
});

export const positions = (records: IDataObject[]) =>
	records.map(({ inventory_location_position: position }) => position);

export const goingOn: SampleRunOptions['settings'] = { onError: 'continueErrorOutput' };

/** Small boxes in a sandbox, for one test each, and samples that go to their next free position. */
export class Boxes {
	private serial = 0;

	private readonly made: number[] = [];

	constructor(private readonly sandbox: () => Sandbox) {}

	/** A box of four positions, of which some are taken. */
	add(...taken: number[]): number {
		const { cdd } = this.sandbox();
		const template = [...cdd.locations.values()].find(({ value }) => value === 'Box 3');
		const id = 8_000_000 + ++this.serial;
		if (template)
			cdd.locations.set(id, {
				...template,
				id,
				value: `Mini Box ${this.serial}`,
				num_rows: 2,
				num_columns: 2,
				position_limit: 4,
			});
		this.made.push(id);
		for (const position of taken) cdd.addSample(placeIn(id, position));
		return id;
	}

	/** A box whose samples the token cannot see. */
	addHidden(...taken: number[]): number {
		const box = this.add(...taken);
		const { samples, vault } = this.sandbox().cdd;
		for (const { id, inventory_location_id: at } of samples.values()) if (at === box) vault.hiddenSampleIds.add(id);
		return box;
	}

	clear(): void {
		const { locations, vault } = this.sandbox().cdd;
		for (const id of this.made.splice(0)) locations.delete(id);
		vault.hiddenSampleIds.clear();
	}

	/** The input of a creation. */
	item(box: number, changes: IDataObject = {}): IDataObject {
		return { box, name: `P${++this.serial}`, ...changes };
	}

	creation(changes: INode['parameters'] = {}): INode['parameters'] {
		return {
			operation: 'create',
			specifyData: 'fields',
			batch: locator([...this.sandbox().cdd.batches.keys()][5]),
			amount: '100',
			units: 'mg',
			location: locator('={{ $json.box }}'),
			placeInBox: 'nextFree',
			moreSampleFields: { field: [{ name: 'Sample ID', type: 'text', value: '={{ $json.name }}' }] },
			output: 'raw',
			...changes,
		};
	}

	move(event: INode['parameters'] = {}): INode['parameters'] {
		return {
			operation: 'update',
			sample: locator('={{ $json.id }}'),
			specifyData: 'fields',
			events: { event: [{ location: locator('={{ $json.box }}', 'list'), placeInBox: 'nextFree', ...event }] },
			output: 'raw',
		};
	}

	async run(inputs: IDataObject[], parameters: INode['parameters'], options?: SampleRunOptions): Promise<NodeRun> {
		return await runSamples(this.sandbox(), inputs, parameters, options);
	}

	/** The positions that samples stand on. */
	standing(box: number): number[] {
		const samples = [...this.sandbox().cdd.samples.values()];
		return samples
			.flatMap(({ inventory_location_id: at, inventory_location_position: position }) =>
				at === box ? [position ?? 0] : [],
			)
			.sort();
	}

	writes(): string[] {
		return asked(this.sandbox()).filter((request) => /^(PUT|POST \/inventory_samples$)/.test(request));
	}

	/** Readings of all samples. */
	wholeLists(): number {
		return this.sandbox().requests.filter(({ path, query }) => {
			const asked = JSON.stringify(query);
			return path.endsWith('/inventory_samples') && asked.includes('page_size=1000') && !asked.includes('batch_ids');
		}).length;
	}
}
