import { collection, lines, mapped, text, variants } from '../../../shared/form';
import type { Value } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { customField, saveCustomField } from '../../contract/customField';
import type { CustomField } from '../../contract/customField';
import {
	allCustomFields,
	customFieldPicker,
	customFieldsNow,
	fieldOf,
	fieldToChange,
	keyOf,
	locatedField,
} from '../../records/customField/definitions';
import type { FieldKind } from '../../records/customField/definitions';
import { operation } from '../operation';
import {
	fieldRecord,
	knownType,
	onlyAdministratorsEdit,
	scopeOf,
	searchable,
	showField,
	showForOrders,
	takesAllowedValues,
} from './fields';
import type { SaveFieldBody } from './fields';

const updateFields = collection(
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
	},
	{
		allowedValues: lines({
			displayName: 'Allowed Values',
			name: 'allowedValues',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			description: 'The whole list, one value per line. It replaces the existing list.',
		}),
		name: text({ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. Expiry date' }),
		onlyAdministratorsEdit,
		searchable,
		showForOrders,
	},
);
type Changes = Value<typeof updateFields>;

/** @param other what only fields of the other kind have: it would be left out without a word */
const changesWithout = (other: 'onlyAdministratorsEdit' | 'showForOrders', label: string, whose: string) =>
	mapped(updateFields, (changes) => {
		if (Object.keys(changes).length === 0) throw badInput('Update Fields', 'is empty', 'Add the fields to change.');
		if (changes[other] === undefined) return changes;
		throw badInput(
			label,
			'does not apply to this field',
			`Only fields of ${whose} have it. Remove it, or change 'Field Of'.`,
		);
	});

const field = variants(fieldOf, {
	container: {
		customField: customFieldPicker,
		changes: changesWithout('onlyAdministratorsEdit', 'Only Administrators Edit', 'substances'),
	},
	substance: {
		customField: customFieldPicker,
		changes: changesWithout('showForOrders', 'Show for Orders', 'containers'),
	},
});

/** The whole field goes out again: what is left out may be reset. */
function merged(kind: FieldKind, field: CustomField, changes: Changes): SaveFieldBody {
	const type = knownType(field);
	if (changes.allowedValues !== undefined && !takesAllowedValues(type)) {
		throw badInput(
			'Allowed Values',
			'does not apply to this field',
			`"${field.name}" has the type ${type}. Only dropdowns and tags have allowed values.`,
		);
	}
	return {
		id: field.id,
		fieldtype: kind,
		name: changes.name ?? field.name,
		type,
		searchable: changes.searchable ?? field.searchable ?? false,
		...(kind === 'container'
			? { showfororders: changes.showForOrders ?? field.showfororders ?? false }
			: { admineditonly: changes.onlyAdministratorsEdit ?? field.admineditonly ?? false }),
		...(takesAllowedValues(type) ? { allowedvalues: changes.allowedValues ?? field.allowedvalues ?? [] } : {}),
	};
}

function isAs(field: CustomField | undefined, body: SaveFieldBody): boolean {
	return (
		field !== undefined &&
		field.name === body.name &&
		(field.searchable ?? false) === body.searchable &&
		(field.showfororders ?? false) === (body.showfororders ?? false) &&
		(field.admineditonly ?? false) === (body.admineditonly ?? false) &&
		JSON.stringify(field.allowedvalues ?? []) === JSON.stringify(body.allowedvalues ?? [])
	);
}

export const update = operation({
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a custom field',
		description: "Change a custom field; what you leave out stays as it is. Needs a group administrator's token.",
	},
	kind: 'write',
	form: { field },
	async prepare(call, { field: { chosen: kind, customField: located, changes } }) {
		const id = await fieldToChange(call, kind, located);
		// What is refused hangs on the type of the field, which no change touches.
		merged(kind, locatedField(await allCustomFields(call.api), kind, { by: 'id', id }), changes);
		return { kind, id, changes };
	},
	touches: ({ kind, id }) => [thing('custom field', keyOf(kind, { id }))],
	async run(call, { kind, id, changes }) {
		const { api } = call;
		const { changed, before } = await changeOnce(call, {
			step: saveCustomField.path,
			values: [kind, id, changes],
			schema: customField,
			find: async () => locatedField(await customFieldsNow(api), kind, { by: 'id', id }),
			reread: async () => (await customFieldsNow(api))[kind].find((one) => one.id === id),
			isDone: (present, found) => isAs(present, merged(kind, found, changes)),
			send: async (present) =>
				await api.call(saveCustomField, { ...merged(kind, present, changes), ...scopeOf(present) }),
			notDone: 'The custom field does not match what was sent.',
			whereToLook: 'Look at the custom fields in ChemInventory before you run this step again.',
		});
		return {
			...showField({ key: keyOf(kind, before), ...merged(kind, before, changes) }),
			changed,
			before: fieldRecord(kind, before, false),
		};
	},
});
