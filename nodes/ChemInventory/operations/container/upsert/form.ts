import { barcode, optionalText } from '../../../../shared/form';
import type { Values } from '../../../../shared/form';
import { containerFields } from '../../../records/customField/form';
import { optionalLocationPicker } from '../../../records/location';
import { output } from '../../../records/output';
import { optionalSizeField } from '../../../records/size';
import { optionalSubstancePicker } from '../../../records/substance/picker';
import { optionalUnitPicker } from '../../../records/unit';
import { additionalFields, creation } from '../create/form';

/** What a row of a spreadsheet says of a container. But for the barcode, what is empty leaves a container as it is. */
export const upsertForm = {
	barcode: barcode({
		displayName: 'Barcode',
		name: 'barcode',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. ABC00123',
		description: 'The barcode that says which container it is. If nothing has it, a container is created.',
	}),
	name: optionalText({
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Acetone, HPLC grade',
		description: 'The name of the container. A new container needs one.',
	}),
	substance: optionalSubstancePicker,
	creation,
	location: optionalLocationPicker,
	size: optionalSizeField({
		displayName: 'Size',
		name: 'size',
		type: 'string',
		default: '',
		placeholder: 'e.g. 250',
		description: 'How much the container holds, without the unit. If empty, the size stays as it is.',
	}),
	unit: optionalUnitPicker,
	containerFields,
	additionalFields,
	raw: output('containers'),
};

export type UpsertForm = Values<typeof upsertForm>;
