import { deleteCustomField, listCustomFields, saveCustomField } from '../../nodes/ChemInventory/contract/customField';
import { handle, none } from './call';
import type { Asking, Handler } from './call';
import { ChemInventoryError } from './errors';
import { fieldsOf, requireField } from './fieldValues';
import { audit } from './history';
import { site } from './state';
import type { FieldRecord } from './state';

/** An array for lists of values, else "". */
export const renderAllowedValues = ({ type, allowedValues }: FieldRecord): string[] | string =>
	type === 'dropdown' || type === 'tags' ? allowedValues : '';

function renderField(field: FieldRecord) {
	return {
		id: field.id,
		name: field.name,
		type: field.type,
		inventory: field.inventory,
		site: field.inventory === 0 ? site.id : 0,
		enterprise: 0,
		hidden: '0',
		searchable: field.isSearchable ? 1 : 0,
		allowedvalues: renderAllowedValues(field),
		...(field.kind === 'container'
			? { showfororders: field.isShownForOrders ? 1 : 0 }
			: { admineditonly: field.isAdminEditOnly ? 1 : 0 }),
	};
}

/** `scope` is not documented: clients send it with fields of the inventory, and those of the site have no word for it. */
function checkBelonging({ user }: Asking, field: FieldRecord | undefined, scope: 'inventory' | undefined): void {
	if (field?.inventory !== 0) {
		if (scope === undefined) throw new ChemInventoryError('scope: Required');
		return;
	}
	if (!user.isSiteAdmin) throw new ChemInventoryError('Only an administrator of the site may change its fields.');
	if (scope !== undefined) throw new ChemInventoryError('The field belongs to the site, not to the inventory.');
}

export const customFieldHandlers: Handler[] = [
	handle(listCustomFields, ({ lab, inventory }) => ({
		container: fieldsOf(lab, inventory, 'container').map(renderField),
		substance: fieldsOf(lab, inventory, 'substance').map(renderField),
	})),

	/** What is left out is reset. */
	handle(saveCustomField, (call) => {
		const { lab, inventory, body } = call;
		const before = body.id === 0 ? undefined : requireField(lab, inventory, body.fieldtype, body.id);
		checkBelonging(call, before, body.scope);
		if (before !== undefined && before.type !== body.type)
			throw new ChemInventoryError('The type of a field cannot be changed.');
		const field: FieldRecord = {
			id: before?.id ?? lab.ids.field.next(),
			kind: body.fieldtype,
			name: body.name,
			type: body.type,
			inventory: before?.inventory ?? inventory.id,
			isSearchable: body.searchable ?? false,
			allowedValues: body.allowedvalues ?? [],
			isShownForOrders: body.fieldtype === 'container' && (body.showfororders ?? false),
			isAdminEditOnly: body.fieldtype === 'substance' && (body.admineditonly ?? false),
		};
		lab.customFields.set(field.id, field);
		audit(call, 'Custom Field', before === undefined ? 'Creation' : 'Edit', `Custom field ${field.name} saved`);
		return field.id;
	}),

	/** Takes every value of the field along. */
	handle(deleteCustomField, (call) => {
		const { lab, inventory, body } = call;
		const field = requireField(lab, inventory, body.fieldtype, body.id);
		lab.customFields.delete(field.id);
		for (const records of [lab.containers, lab.substances, lab.orders]) {
			for (const { fields } of records.values()) fields.delete(field.id);
		}
		audit(call, 'Custom Field', 'Deletion', `Custom field ${field.name} deleted`);
		return none;
	}),
];
