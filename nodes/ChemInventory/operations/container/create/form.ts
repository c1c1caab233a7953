import {
	asFieldsOrJson,
	choice,
	collection,
	flag,
	json,
	mapped,
	optionalBarcode,
	optionalDay,
	optionalText,
	switched,
	text,
	variants,
	wholeNumber,
} from '../../../../shared/form';
import type { Value } from '../../../../shared/form';
import { checked } from '../../../../shared/values/badInput';
import { newContainer } from '../../../contract/container';
import { prefix } from '../../../records/barcode';
import { containerFields } from '../../../records/customField/form';
import { locationPicker } from '../../../records/location';
import { optionalSizeField } from '../../../records/size';
import { casIfGiven } from '../../../records/substance/cas';
import { substancePicker } from '../../../records/substance/picker';
import { optionalSupplierPicker } from '../../../records/supplier';
import { optionalUnitPicker } from '../../../records/unit';

const name = text({
	displayName: 'Name',
	name: 'name',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Acetone, HPLC grade',
	description: 'The name of the container',
});

export const creation = switched(
	flag({
		displayName: 'Create Substance If Missing',
		name: 'createSubstance',
		type: 'boolean',
		default: false,
		description:
			'Whether ChemInventory may create a substance that no container contains yet. It cannot be deleted later: a typo in the name stays as a separate substance.',
	}),
	{
		on: {
			name: optionalText({
				displayName: 'Name of the Substance',
				name: 'substanceName',
				type: 'string',
				default: '',
				placeholder: 'e.g. Acetone',
				description:
					'Saved with the CAS number when the substance is created. If empty, the name of the container is used.',
			}),
			cas: casIfGiven({
				displayName: 'CAS of the Substance',
				name: 'substanceCas',
				type: 'string',
				default: '',
				placeholder: 'e.g. 67-64-1',
				description:
					'Saved with the name when the substance is created. Leave it empty for compounds without a CAS number.',
			}),
		},
	},
);
export type Creation = Value<typeof creation>;

const size = optionalSizeField({
	displayName: 'Size',
	name: 'size',
	type: 'string',
	default: '',
	placeholder: 'e.g. 250',
	description: 'How much the container holds, without the unit',
});

const barcodeSource = choice({
	displayName: 'Barcode Check',
	name: 'barcodeCheck',
	type: 'options',
	options: [
		{ name: 'Do Not Check', value: 'none', description: 'ChemInventory accepts a barcode that is in use already' },
		{
			name: 'Generate',
			value: 'generate',
			description: 'Use the next free barcode; this may change the saved prefix of the inventory',
		},
		{
			name: 'Refuse If in Use',
			value: 'refuse',
			description: 'Check what has the barcode before anything is sent',
		},
		{
			name: 'Refuse If in Use Here',
			value: 'refuseHere',
			description:
				"One request for all rows, which sees the barcodes of this inventory alone. Needs a group administrator's token.",
		},
	],
	default: 'refuse',
	description: 'Where the barcode comes from, and how to prevent duplicates',
});

const typed = {
	barcode: optionalBarcode({
		displayName: 'Barcode',
		name: 'barcode',
		type: 'string',
		default: '',
		placeholder: 'e.g. ABC00123',
		description: 'The barcode on the container. Leave empty for none.',
	}),
};

const generated = {
	prefix: prefix({
		displayName: 'Barcode Prefix',
		name: 'barcodePrefix',
		type: 'string',
		default: '',
		placeholder: 'e.g. ABC',
		description: 'Up to three characters. If empty, the saved prefix of the inventory is used.',
	}),
	startingNumber: wholeNumber({
		displayName: 'Starting Number',
		name: 'startingNumber',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1,
		description: 'The first number to try; numbers in use are skipped',
	}),
};

export const additionalFields = collection(
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
	},
	{
		comments: optionalText({
			displayName: 'Comments',
			name: 'comments',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			description: 'Comments on the container',
		}),
		dateAcquired: optionalDay({
			displayName: 'Date Acquired',
			name: 'dateAcquired',
			type: 'dateTime',
			default: '',
			description:
				'The day on which the container arrived. Time and time zone are ignored: the day is used as written.',
		}),
		supplier: optionalSupplierPicker,
	},
);

/** What items call it, and what the service does. */
const keysOfService: Readonly<Record<string, string>> = {
	dateAcquired: 'dateacquired',
	locationId: 'locationid',
	size: 'containersize',
	substanceId: 'substanceid',
	unitId: 'units',
};

/** An entry with the words of items, such as `locationId`, or with the service's own keys. */
function underKeysOfService(given: unknown): unknown {
	if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
	return Object.fromEntries(
		Object.entries(given).map(([key, value]): [string, unknown] => {
			const own = keysOfService[key];
			if (own === undefined || own in given) return [key, value];
			return [own, key === 'size' && typeof value === 'number' ? String(value) : value];
		}),
	);
}

const entry = mapped(
	json({
		displayName: 'Container (JSON)',
		name: 'containerJson',
		type: 'json',
		default: '{ "name": "", "locationid": 0, "substanceid": 0 }',
		description: 'One entry of the data of /container/add, as in the documentation of ChemInventory',
	}),
	(given) => checked(newContainer, underKeysOfService(given), 'Container (JSON)'),
);

/** A new container as a form, or as the service's JSON. A barcode may be generated for both. */
export const newContainerForm = asFieldsOrJson(
	{
		name,
		substance: substancePicker,
		location: locationPicker,
		creation,
		size,
		unit: optionalUnitPicker,
		barcode: variants(barcodeSource, { none: typed, generate: generated, refuse: typed, refuseHere: typed }),
		containerFields,
		additionalFields,
	},
	{ entry, barcode: variants(barcodeSource, { none: {}, generate: generated, refuse: {}, refuseHere: {} }) },
);

export type NewContainer = Value<typeof newContainerForm>;
