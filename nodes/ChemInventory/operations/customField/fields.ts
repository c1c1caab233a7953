import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { Fault } from '../../../shared/fault';
import { badInput, quote } from '../../../shared/values/badInput';
import { dataObject } from '../../../shared/values/json';
import { fieldDataTypes, fieldKinds } from '../../contract/customField';
import type { CustomField, saveCustomField } from '../../contract/customField';
import type { BodyOf } from '../../contract/endpoint';
import { keyOf } from '../../records/customField/definitions';
import type { FieldKind } from '../../records/customField/definitions';

/** Without the scope, which is the same for all: a client that creates fields found that it must be sent. */
export type SaveFieldBody = Omit<BodyOf<typeof saveCustomField>, 'scope'>;
export type FieldDataType = SaveFieldBody['type'];

export const fieldKindField: INodeProperties = {
	displayName: 'Field Of',
	name: 'fieldKind',
	type: 'options',
	options: [
		{ name: 'Containers', value: 'container' },
		{ name: 'Substances', value: 'substance' },
	],
	default: 'container',
	description: 'What the custom field describes: each container, or a substance wherever it stands',
};

/** @throws Fault `badInput` */
export function readFieldKind(value: unknown): FieldKind {
	const kind = fieldKinds.find((known) => known === value);
	if (kind) return kind;
	throw badInput(
		'Field Of',
		'is not one of the choices',
		`It is ${quote(value)}. Use ${fieldKinds.map(quote).join(' or ')}.`,
	);
}

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

/** The field as an item: which kind it is of, and the key that its values go by. */
export function fieldRecord(kind: FieldKind, field: CustomField, raw: unknown): IDataObject {
	if (raw === true) return dataObject({ fieldtype: kind, ...field });
	return dataObject({ fieldtype: kind, key: keyOf(kind, field), ...field });
}
