import { choice, collection, lines, number, optionalLines, text, variants } from '../../form';

export const filePrefix = text({
	displayName: 'File Names Begin With',
	name: 'filePrefix',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. lab-1234',
	description:
		'How the names of all files begin. It must contain the ID of the vault or inventory, so that two of them never have the same file names.',
});

export const expectedParts = lines({
	displayName: 'Expected Parts',
	name: 'expectedParts',
	type: 'string',
	typeOptions: { rows: 4 },
	required: true,
	default: '',
	placeholder: 'e.g. batches',
	description: 'The parts that a complete night has, one per line. A night without one of them is not complete.',
});

export const largestLoss = number(
	{
		displayName: 'Largest Loss (Percent)',
		name: 'largestLoss',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 10,
		description:
			'A part that has lost more of its records since the last complete night makes the night incomplete. So does an empty part.',
	},
	{ least: 0 },
);

export const names = variants(
	choice({
		displayName: 'File Names',
		name: 'fileNames',
		type: 'options',
		options: [
			{
				name: 'Dated',
				value: 'dated',
				description: 'With the date and time, for S3 and SFTP: old files are listed for a step that deletes them',
			},
			{
				name: 'Rotating',
				value: 'rotating',
				description:
					'With the day of the week, the week and the month, for a disk: new files take the place of old ones',
			},
		],
		default: 'rotating',
		description: 'How a night is named, and how old ones go',
	}),
	{
		rotating: {},
		dated: {
			existing: optionalLines({
				displayName: 'Names of Existing Files',
				name: 'existingFiles',
				type: 'string',
				typeOptions: { rows: 4 },
				default: '',
				placeholder: 'e.g. lab-1234-batches-2026-11-26-043000.json',
				description:
					'All file names in the folder, one per line, or a list from an expression. Those that are no longer needed leave in toDelete, once the night is complete.',
			}),
		},
	},
);

export const options = collection(
	{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
	{
		mayShrink: optionalLines({
			displayName: 'Parts That May Shrink',
			name: 'mayShrink',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. orders',
			description:
				'Parts that may be empty and may lose any number of records, such as open orders, one per line. By default, none.',
		}),
	},
);
