import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../shared/fault';
import { flag } from '../../../shared/form';
import { quote } from '../../../shared/values/badInput';
import { dataObject } from '../../../shared/values/json';
import { asReceived } from '../../../shared/values/received';
import { fieldDataTypes } from '../../contract/customField';
import type { CustomField, saveCustomField } from '../../contract/customField';
import type { BodyOf } from '../../contract/endpoint';
import { keyOf } from '../../records/customField/definitions';
import type { FieldKind } from '../../records/customField/definitions';
import { customFieldWords } from '../../records/otherWords';
import { shownIn } from '../../records/output';

/** Without the scope, see `scopeOf`. */
export type SaveFieldBody = Omit<BodyOf<typeof saveCustomField>, 'scope'>;
export type FieldDataType = SaveFieldBody['type'];

export const searchable = flag({
	displayName: 'Searchable',
	name: 'searchable',
	type: 'boolean',
	default: true,
	description: 'Whether the field can be searched',
});

export const showForOrders = flag({
	displayName: 'Show for Orders',
	name: 'showForOrders',
	type: 'boolean',
	default: false,
	description: 'Whether the field can be filled in when a container is ordered. For fields of containers.',
});

export const onlyAdministratorsEdit = flag({
	displayName: 'Only Administrators Edit',
	name: 'onlyAdministratorsEdit',
	type: 'boolean',
	default: false,
	description: 'Whether only administrators may fill in the field. For fields of substances.',
});

/** A field of the site or the enterprise belongs to no inventory, and is saved as the vendor's page has it: without a scope. */
export const scopeOf = ({ inventory }: CustomField): Pick<BodyOf<typeof saveCustomField>, 'scope'> =>
	inventory !== undefined && Number(inventory) === 0 ? {} : { scope: 'inventory' };

/** Only these take a list of allowed values. */
export const takesAllowedValues = (type: string) => type === 'dropdown' || type === 'tags';

/** @throws Fault if the service has a type that is not documented: saving it could lose something */
export function knownType({ name, type }: CustomField): FieldDataType {
	const known = fieldDataTypes.find((documented) => documented === type);
	if (known) return known;
	throw new Fault('badInput', 'This kind of custom field cannot be changed here', {
		description: `"${name}" has the type ${quote(type)}, which is not documented. Change it in ChemInventory.`,
	});
}

export const showField = shownIn(customFieldWords);

/** The field as an item: which kind it is of, and the key that its values go by. */
export function fieldRecord(kind: FieldKind, field: CustomField, isRaw: boolean): IDataObject {
	if (isRaw) return dataObject({ fieldtype: kind, ...asReceived(field) });
	return showField({ fieldtype: kind, key: keyOf(kind, field), ...field });
}
