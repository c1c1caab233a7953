import {
	addToCollection,
	addToCollectionByBarcode,
	deleteCollection,
	emptyCollection,
	loadCollection,
	moveCollection,
	removeFromCollection,
} from '../../nodes/ChemInventory/contract/myCollection';
import { handle, none } from './call';
import type { Asking, Handler } from './call';
import { deleteContainer, moveTo } from './containers';
import { unknown } from './errors';
import { audit } from './history';
import { inventoryOf, requireContainer, requireLocation, substanceOf } from './lookup';
import type { ContainerRecord } from './state';

const collected = ({ lab, user, inventory }: Asking): ContainerRecord[] =>
	lab.liveContainers(inventory.id).filter(({ id }) => user.collection.has(id));

const note = (asking: Asking, text: string) => audit(asking, 'My Collection', 'Edit', text);

export const collectionHandlers: Handler[] = [
	handle(loadCollection, (call) =>
		collected(call).map((container) => {
			const substance = substanceOf(call.lab, container);
			return {
				id: container.id,
				name: container.name,
				location: container.location,
				inventory: container.inventory,
				barcode: container.barcode,
				disposed: '0',
				inventoryname: inventoryOf(call.lab, container).name,
				isomericsmiles: substance.smiles,
				needsretrieval: substance.needsRetrieval ? 1 : 0,
				cas: substance.cas,
				sid: substance.id,
			};
		}),
	),

	/** Adding twice makes no second entry. */
	handle(addToCollection, (call) => {
		const ids = [call.body.containerid].flat();
		for (const id of ids) requireContainer(call.lab, call.inventory, id);
		for (const id of ids) call.user.collection.add(id);
		note(call, `${ids.length} containers added`);
		return none;
	}),

	/** The one place where the case of a barcode does not count. */
	handle(addToCollectionByBarcode, (call) => {
		const { lab, inventory, user, body } = call;
		const errorBarcodes: string[] = [];
		for (const barcode of body.barcode) {
			const found = lab
				.liveContainers(inventory.id)
				.filter((container) => container.barcode.toLowerCase() === barcode.toLowerCase());
			if (found.length === 0) errorBarcodes.push(barcode);
			for (const { id } of found) user.collection.add(id);
		}
		note(call, `${body.barcode.length - errorBarcodes.length} barcodes added`);
		return { errorBarcodes };
	}),

	handle(moveCollection, (call) => {
		const destination = requireLocation(call.lab, call.inventory, call.body.destinationid);
		for (const container of collected(call)) moveTo(call, container, destination);
		return none;
	}),

	handle(removeFromCollection, (call) => {
		if (!call.user.collection.delete(call.body.containerid))
			throw unknown('container in My Collection with id', call.body.containerid);
		note(call, '1 container removed');
		return none;
	}),

	/** The list alone. */
	handle(emptyCollection, (call) => {
		for (const { id } of collected(call)) call.user.collection.delete(id);
		note(call, 'All containers removed from the list');
		return none;
	}),

	/** The CONTAINERS that are on the list. */
	handle(deleteCollection, (call) => {
		for (const container of collected(call)) deleteContainer(call, container);
		return none;
	}),
];
