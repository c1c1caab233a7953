import {
	deleteOrder,
	editOrder,
	listOrders,
	receiveOrder,
	requestOrder,
	toggleOrdered,
} from '../../nodes/ChemInventory/contract/order';
import { handle, none } from './call';
import type { Asking, Handler } from './call';
import { createContainer } from './containers';
import { keyedValues, readContainerFields } from './fieldValues';
import { audit } from './history';
import { requireLocation, requireOrder, requireSubstance, requireUnit, supplierNamed } from './lookup';
import { renderOrder } from './render';
import type { OrderRecord } from './state';
import { dayOf } from './times';

function tellOwner({ lab }: Asking, order: OrderRecord, about: string): void {
	const owner = lab.users.get(order.userId);
	if (order.sendsMail && owner !== undefined) lab.mails.push({ to: owner.email, about: `${order.name}: ${about}` });
}

/** 0 means none. */
function destinationOf({ lab, inventory }: Asking, id = 0): number {
	return id === 0 ? 0 : requireLocation(lab, inventory, id).id;
}

export const orderHandlers: Handler[] = [
	handle(listOrders, ({ lab, inventory }) => lab.openOrders(inventory.id).map((order) => renderOrder(lab, order))),

	/** Makes as many orders as `quantity` says, and tells no id. */
	handle(requestOrder, (call) => {
		const { lab, inventory, user, body } = call;
		requireSubstance(lab, body.substanceid);
		requireUnit(lab, body.units);
		const destination = destinationOf(call, body.destinationlocation);
		const fields = readContainerFields(call, body, true);
		for (let count = 0; count < (body.quantity ?? 1); count += 1) {
			const order: OrderRecord = {
				id: lab.ids.order.next(),
				inventory: inventory.id,
				substance: body.substanceid,
				name: body.name,
				size: body.containersize,
				unit: body.units,
				supplier: supplierNamed(lab, inventory, body.supplier).id,
				userId: user.id,
				comments: body.comments ?? '',
				submittedAt: lab.timestamp(),
				destination,
				fields: new Map(fields),
				sendsMail: body.statuschangeemail ?? false,
			};
			lab.orders.set(order.id, order);
			audit(call, 'Order', 'Request', `${order.name} requested from ${body.supplier}`);
		}
		return none;
	}),

	/** What is left out is reset. The reply has text where the list has numbers. */
	handle(editOrder, (call) => {
		const { lab, inventory, body } = call;
		const order = requireOrder(lab, inventory, body.orderid);
		const unit = requireUnit(lab, body.units);
		const destination = destinationOf(call, body.destinationlocation);
		const fields = readContainerFields(call, body, true);
		const supplier = supplierNamed(lab, inventory, body.supplier);
		Object.assign(order, {
			size: body.containersize,
			unit: unit.id,
			supplier: supplier.id,
			comments: body.comments ?? '',
			destination,
			fields,
		});
		audit(call, 'Order', 'Edit', `Request for ${order.name} edited`);
		return {
			suppliername: supplier.name,
			supplierid: supplier.id,
			size: order.size,
			containersize: order.size,
			unitid: String(order.unit),
			units: String(order.unit),
			customfield1: '',
			customfields: JSON.stringify(keyedValues('container', order.fields)),
			comments: order.comments,
			destinationlocation: order.destination,
		};
	}),

	/** A time, or the NUMBER 0; the list then shows the text "0". */
	handle(toggleOrdered, (call) => {
		const order = requireOrder(call.lab, call.inventory, call.body.orderid);
		if (order.orderedAt === undefined) order.orderedAt = call.lab.timestamp();
		else delete order.orderedAt;
		const isOrdered = order.orderedAt !== undefined;
		audit(
			call,
			'Order',
			isOrdered ? 'Ordered' : 'Not ordered',
			`Request for ${order.name} marked as ${isOrdered ? 'ordered' : 'not ordered'}`,
		);
		tellOwner(call, order, isOrdered ? 'ordered' : 'not ordered');
		return order.orderedAt ?? 0;
	}),

	/** The order leaves the list; its comments stay with it. */
	handle(receiveOrder, (call) => {
		const { lab, inventory, body } = call;
		const order = requireOrder(lab, inventory, body.orderid);
		const location = requireLocation(lab, inventory, body.locationid);
		const fields = new Map([...order.fields, ...readContainerFields(call, body)]);
		order.comments = body.comments ?? order.comments;
		const container = createContainer(call, {
			name: body.name,
			location: location.id,
			substance: order.substance,
			size: order.size,
			unit: order.unit,
			supplier: lab.suppliers.get(order.supplier)?.name ?? null,
			barcode: '',
			comments: null,
			dateAcquired: dayOf(lab.settings.now()),
			fields,
		});
		order.container = container.id;
		audit(call, 'Order', 'Arrival', `Request for ${order.name} arrived`);
		tellOwner(call, order, 'arrived');
		return none;
	}),

	handle(deleteOrder, (call) => {
		const order = requireOrder(call.lab, call.inventory, call.body.orderid);
		call.lab.orders.delete(order.id);
		audit(call, 'Order', 'Deletion', `Request for ${order.name} deleted`);
		return none;
	}),
];
