import { collection, optionalBarcode, optionalDay, optionalText } from '../../../shared/form';
import type { Mapped, Value } from '../../../shared/form';
import type { OperationCall } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import { parseNumber } from '../../../shared/values/text';
import type { Container } from '../../contract/container';
import type { FieldChange } from '../../records/container/saveField';
import { clearableOfContainer, clearedContainerFields, clearedKeys } from '../../records/customField/clearing';
import { allCustomFields, keyOf } from '../../records/customField/definitions';
import { storedFields } from '../../records/customField/form';
import { optionalSizeNumber } from '../../records/size';
import { casIfGiven } from '../../records/substance/cas';
import { optionalSupplierPicker, supplierName } from '../../records/supplier';
import { findUnit, optionalUnitPicker } from '../../records/unit';
import type { ChemInventoryApi } from '../../service/api';

export const updateFields = collection(
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Fields without a value are left as they are. For the location use the operation Move.',
	},
	{
		barcode: optionalBarcode({
			displayName: 'Barcode',
			name: 'barcode',
			type: 'string',
			default: '',
			placeholder: 'e.g. ABC00123',
			description: 'The new barcode',
		}),
		cas: casIfGiven({
			displayName: 'CAS Number',
			name: 'cas',
			type: 'string',
			default: '',
			placeholder: 'e.g. 67-64-1',
			description: 'The CAS number, or N/A. It belongs to the substance: all containers of that substance change.',
		}),
		cleared: clearedContainerFields,
		comments: optionalText({
			displayName: 'Comments',
			name: 'comments',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			description: 'The new comments, in place of the old ones',
		}),
		dateAcquired: optionalDay({
			displayName: 'Date Acquired',
			name: 'dateAcquired',
			type: 'dateTime',
			default: '',
			description:
				'The day on which the container arrived. Time and time zone are ignored: the day is used as written.',
		}),
		name: optionalText({
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. Acetone, HPLC grade',
			description: 'The name of the container',
		}),
		size: optionalSizeNumber({
			displayName: 'Size',
			name: 'size',
			type: 'string',
			default: '',
			placeholder: 'e.g. 250',
			description: 'The size as a number. The unit stays the same if you do not enter one.',
		}),
		supplier: optionalSupplierPicker,
		unit: optionalUnitPicker,
	},
);
type UpdateFields = Value<typeof updateFields>;

/** Values for what every container has; what is not given stays. */
export type GivenFields = Omit<UpdateFields, 'cleared'>;

/** What is to change, as far as it is known before the container is read: it may give the unit or the number of its size. */
export type AskedChange = FieldChange | { field: 'containersize'; size?: number; unit?: string };

/** The size of a container, as it is loaded or as rows of exports show it. */
type Sized = Pick<Container, 'size' | 'unit'>;

/** The service takes number and unit NAME together, so the one that is not given is taken from the container. */
function completeSize({ size: given, unit: givenUnit }: { size?: number; unit?: string }, container: Sized) {
	const size = given ?? parseNumber(container.size);
	if (size === undefined)
		throw badInput(
			'Size',
			'is empty',
			'The size of the container is not a plain number. Enter the size together with the unit.',
		);
	const unit = givenUnit ?? container.unit ?? '';
	if (unit.trim() === '')
		throw badInput('Unit', 'is empty', 'The container has no unit. Enter the unit together with the size.');
	return { size, unit };
}

/** @throws Fault `badInput` where the container lacks what the form does not give */
export const changesOf = (asked: readonly AskedChange[], container: Sized): FieldChange[] =>
	asked.map((change) =>
		'newvalue' in change ? change : { field: change.field, newvalue: completeSize(change, container) },
	);

const askedSize = async (api: ChemInventoryApi, { size, unit }: GivenFields): Promise<AskedChange[]> =>
	size === undefined && unit === undefined
		? []
		: [{ field: 'containersize', size, unit: unit && (await findUnit(api, unit)).unit }];

const changeOf = (field: string, newvalue: string | undefined): FieldChange[] =>
	newvalue === undefined ? [] : [{ field, newvalue }];

/** What every container has, in the order in which it is saved. @throws Fault `badInput` */
export async function plainChanges(api: ChemInventoryApi, given: GivenFields): Promise<AskedChange[]> {
	const supplier = given.supplier && (await supplierName(api, given.supplier));
	return [
		...changeOf('containername', given.name),
		...changeOf('barcode', given.barcode),
		...changeOf('supplier', supplier),
		...changeOf('comments', given.comments),
		...changeOf('dateacquired', given.dateAcquired),
		...(await askedSize(api, given)),
		...changeOf('cas', given.cas),
	];
}

/** A number that was read goes back as a number: 1.1 for a field that holds 1.10 changes nothing. */
export async function customChanges(
	api: ChemInventoryApi,
	custom: Readonly<Record<string, string>>,
): Promise<FieldChange[]> {
	const entries = Object.entries(custom);
	if (entries.length === 0) return [];
	const fields = await allCustomFields(api);
	const numbers = new Set(
		(['container', 'substance'] as const).flatMap((kind) =>
			fields[kind].filter(({ type }) => type === 'number').map((field) => keyOf(kind, field)),
		),
	);
	return entries.map(([field, newvalue]) => ({ field, newvalue, isNumber: numbers.has(field) }));
}

/**
 * What the form asks to change, in the order in which it is saved. Fields without a value are left out, so that an
 * expression that finds nothing clears nothing.
 * @throws Fault `badInput`
 */
export async function askedChanges(
	call: OperationCall<ChemInventoryApi>,
	form: { updateFields: UpdateFields; containerFields: Mapped; substanceFields: Mapped },
): Promise<AskedChange[]> {
	const { api } = call;
	const given = form.updateFields;
	const changes = await plainChanges(api, given);
	const custom = {
		...(await storedFields(call, 'container', form.containerFields)),
		...(await storedFields(call, 'substance', form.substanceFields)),
	};
	const set = new Set([...changes.map(({ field }) => field), ...Object.keys(custom)]);
	const cleared = await clearedKeys(api, given.cleared ?? [], clearableOfContainer, set);
	changes.push(...cleared.flatMap((field) => changeOf(field, '')), ...(await customChanges(api, custom)));
	if (changes.length > 0) return changes;
	throw badInput(
		'Update Fields',
		'contains no changes',
		'Add a field and enter a value. An expression that finds nothing leaves the field empty.',
	);
}
