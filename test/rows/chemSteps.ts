import type { IDataObject, INode, INodeExecutionData, INodeType } from 'n8n-workflow';

import { ChemInventory } from '../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventorySearch } from '../../nodes/ChemInventory/ChemInventorySearch.node';
import { dataObject } from '../../nodes/shared/values/json';
import type { Sandbox } from '../../sandbox';
import { onChemSandbox } from '../support/chemInventory';
import { rl } from '../support/chemRuns';
import { runNode } from '../support/engine';
import type { NodeRun, RunOptions } from '../support/engine';
import { mapped, mappedAutomatically } from '../support/mapped';
import { creationBy } from './chemLab';
import type { SubstanceMode } from './chemRows';

/** The item that an item came of. */
export const itemOf = ({ pairedItem }: INodeExecutionData): number =>
	typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : -1;

/** By the item that they came of, of which each must have one. */
export function byItem({ items, error }: NodeRun, inputs: number): IDataObject[] {
	expect(error).toBeUndefined();
	expect(items.map(itemOf)).toEqual(Array.from({ length: inputs }, (_empty, at) => at));
	return items.map(({ json }) => json);
}

const full = { output: 'simplified', options: {} };

/** What a lab does with its rows, each a step of a workflow. Inputs are rows as they were typed, or what another step gave. */
export class ChemSteps {
	constructor(private readonly sandbox: Sandbox) {}

	async create(inputs: IDataObject[], mode: SubstanceMode, options?: RunOptions): Promise<NodeRun> {
		return await this.run(new ChemInventoryContainer(), inputs, creationBy(mode), options);
	}

	async get(inputs: IDataObject[]): Promise<NodeRun> {
		return await this.run(new ChemInventoryContainer(), inputs, {
			operation: 'get',
			container: rl('={{ $json.barcode }}', 'barcode'),
			...full,
		});
	}

	async getById(inputs: IDataObject[]): Promise<NodeRun> {
		return await this.run(new ChemInventoryContainer(), inputs, {
			operation: 'get',
			container: rl('={{ $json.id }}'),
			...full,
		});
	}

	async search(inputs: IDataObject[], by: 'barcode' | 'name'): Promise<NodeRun> {
		const field = by === 'barcode' ? { operation: 'byBarcode' } : { operation: 'byName' };
		const parameters = { ...field, [by]: `={{ $json.${by} }}`, scope: 'active', fullRows: false, ...full };
		return await this.run(new ChemInventorySearch(), inputs, parameters);
	}

	/** The containers that expire on a day, for each way to write it. */
	async expiring(days: readonly unknown[]): Promise<number[][]> {
		const parameters = { operation: 'byCustomField', field: 'Expiry Date', value: '={{ $json.day }}' };
		const inputs = days.map((day): IDataObject => dataObject({ day }));
		const { items, error } = await this.run(new ChemInventorySearch(), inputs, {
			...parameters,
			scope: 'active',
			fullRows: false,
			...full,
		});
		expect(error).toBeUndefined();
		return days.map((_day, at) =>
			items.flatMap((item) => (itemOf(item) === at ? [Number(item.json.id)] : [])).sort((a, b) => a - b),
		);
	}

	/** Sends back what Get gave. */
	async updateWithItself(records: IDataObject[], options?: RunOptions): Promise<NodeRun> {
		const parameters = {
			operation: 'update',
			container: rl('={{ $json.id }}'),
			updateFields: {
				name: '={{ $json.name }}',
				barcode: '={{ $json.barcode }}',
				comments: '={{ $json.comments }}',
				dateAcquired: '={{ $json.dateAcquired }}',
				size: '={{ $json.size }}',
				supplier: rl('={{ $json.supplier }}', 'name'),
				unit: rl('={{ $json.unit }}', 'name'),
			},
			customFields: mappedAutomatically(),
			substanceFields: mapped({}),
			barcodeCheck: 'refuse',
			output: 'simplified',
		};
		return await this.run(new ChemInventoryContainer(), records, parameters, options);
	}

	async rename(inputs: IDataObject[]): Promise<NodeRun> {
		return await this.run(new ChemInventoryContainer(), inputs, {
			operation: 'update',
			container: rl('={{ $json.barcode }}', 'barcode'),
			updateFields: { name: '={{ $json.name }}', comments: '={{ $json.comments }}' },
			customFields: mapped({ 'Product Code': '={{ $json.code }}' }),
			substanceFields: mapped({}),
			barcodeCheck: 'refuse',
			output: 'simplified',
		});
	}

	async move(inputs: IDataObject[]): Promise<NodeRun> {
		return await this.run(new ChemInventoryContainer(), inputs, {
			operation: 'move',
			containersBy: 'barcode',
			containers: '={{ [$json.barcode] }}',
			location: rl('={{ $json.location }}', 'path'),
			ifSomeDoNotMove: 'fail',
		});
	}

	/** The whole inventory, by container. */
	async export(): Promise<Map<number, IDataObject>> {
		const parameters = { resource: 'inventory', operation: 'export', columnNames: 'keys', ...full };
		const { json, error } = await this.run(new ChemInventory(), [{}], parameters);
		expect(error).toBeUndefined();
		return new Map(json.map((row) => [Number(row.id), row]));
	}

	async delete(inputs: IDataObject[]): Promise<NodeRun> {
		return await this.run(new ChemInventoryContainer(), inputs, {
			operation: 'delete',
			containersBy: 'barcode',
			containers: '={{ $json.barcode }}',
		});
	}

	private async run(
		node: INodeType,
		inputs: IDataObject[],
		parameters: IDataObject,
		options?: RunOptions,
	): Promise<NodeRun> {
		return await runNode(onChemSandbox(node, this.sandbox), inputs, parameters as INode['parameters'], options);
	}
}
