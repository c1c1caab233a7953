import { saveContainerField } from '../../nodes/ChemInventory/contract/container';
import { handle, none } from './call';
import type { Call, Handler } from './call';
import { checkDay } from './containers';
import { ChemInventoryError } from './errors';
import { checkValue, requireField, setValue } from './fieldValues';
import { recordChange } from './history';
import { requireContainer, requireSubstance, supplierNamed } from './lookup';
import { unitText } from './render';
import type { ContainerRecord } from './state';

type SaveCall = Call<{ field: string; newvalue: string | { size: number; unit: string } }>;

function text({ body }: SaveCall): string {
	if (typeof body.newvalue !== 'string') throw new ChemInventoryError(`newvalue: ${body.field} takes text`);
	return body.newvalue;
}

const orNull = (value: string): string | null => (value === '' ? null : value);

/** Size and the NAME of a unit that exists already. */
function saveSize(call: SaveCall, container: ContainerRecord): [before: string, after: string] {
	const { lab, body } = call;
	if (typeof body.newvalue === 'string')
		throw new ChemInventoryError('newvalue: containersize takes an object {size, unit}');
	const { size, unit: name } = body.newvalue;
	const unit = [...lab.units.values()].find((candidate) => candidate.unit === name);
	if (unit === undefined) throw new ChemInventoryError(`There is no unit "${name}".`);
	const before = `${container.size ?? ''} ${unitText(lab, container.unit)}`;
	container.size = String(size);
	container.unit = unit.id;
	return [before, `${container.size} ${unit.unit}`];
}

/** `sf-` values belong to the substance: they change for all of its containers. */
function saveCustomField(call: SaveCall, container: ContainerRecord): { title: string; before: string } {
	const { lab, inventory, role, body } = call;
	const [prefix, id] = body.field.split('-', 2);
	const kind = prefix === 'cf' ? 'container' : 'substance';
	const field = requireField(lab, inventory, kind, Number(id));
	if (field.isAdminEditOnly && role !== 2) throw new ChemInventoryError(`Only administrators may edit ${field.name}.`);
	const value = text(call);
	checkValue(field, value);
	const values = kind === 'container' ? container.fields : requireSubstance(lab, container.substance).fields;
	const before = values.get(field.id) ?? '';
	setValue(values, field, value);
	return { title: field.name, before };
}

/** Sets the field and returns how the history calls it, with its value before and after. */
function save(call: SaveCall, container: ContainerRecord): [title: string, before: string, after: string] {
	const { lab, inventory, body } = call;
	switch (body.field) {
		case 'containersize':
			return ['Size', ...saveSize(call, container)];
		case 'containername': {
			const name = text(call);
			if (name === '') throw new ChemInventoryError('newvalue: a container needs a name');
			const before = container.name;
			container.name = name;
			return ['Name', before, name];
		}
		case 'barcode': {
			const before = container.barcode;
			container.barcode = text(call);
			return ['Barcode', before, container.barcode];
		}
		case 'supplier': {
			const before = container.supplier ?? '';
			container.supplier = orNull(text(call));
			if (container.supplier !== null) supplierNamed(lab, inventory, container.supplier);
			return ['Supplier', before, container.supplier ?? ''];
		}
		case 'comments': {
			const before = container.comments ?? '';
			container.comments = text(call);
			return ['Comments', before, container.comments];
		}
		case 'dateacquired': {
			const value = text(call);
			if (value !== '') checkDay(value);
			const before = container.dateAcquired ?? '';
			container.dateAcquired = orNull(value);
			return ['Date Acquired', before, value];
		}
		case 'cas': {
			const substance = requireSubstance(lab, container.substance);
			const before = substance.cas;
			substance.cas = text(call) === '' ? 'N/A' : text(call);
			return ['CAS', before, substance.cas];
		}
		default: {
			const { title, before } = saveCustomField(call, container);
			return [title, before, text(call)];
		}
	}
}

/** One field per call. An unchanged value is written down all the same. */
export const containerFieldHandlers: Handler[] = [
	handle(saveContainerField, (call) => {
		const container = requireContainer(call.lab, call.inventory, call.body.containerid);
		const [title, before, after] = save(call, container);
		recordChange(call, container, 'Edit', `${title} changed from "${before}" to "${after}"`);
		return none;
	}),
];
