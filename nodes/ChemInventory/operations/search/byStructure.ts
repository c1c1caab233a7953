import { mapped } from '../../../shared/form';
import { givenStructure } from '../../records/substance/givenStructure';
import type { Asked } from './rules';
import { searchOperation } from './searchOperation';

const structure = mapped(
	givenStructure({
		displayName: 'Structure',
		name: 'structure',
		type: 'string',
		typeOptions: { rows: 6 },
		required: true,
		default: '',
		placeholder: 'e.g. CC(C)=O',
		description: 'A molfile, with all its line breaks, or SMILES. With SMILES ChemInventory may lose stereo centres.',
	}),
	({ text, isMolfile }, { hint }) => {
		if (!isMolfile)
			hint(
				'The structure is not a molfile, so it was sent as SMILES. Stereo centres may be lost: use a molfile where they matter.',
			);
		return text;
	},
);

/** The structure of what is found. */
const asked: readonly Asked[] = [{ key: 'smiles', label: 'Structure' }];

export const byExactStructure = searchOperation({
	option: {
		name: 'Search by Exact Structure',
		value: 'byExactStructure',
		action: 'Search containers by exact structure',
		description: 'Find containers of exactly one structure',
	},
	form: { structure },
	query: (_call, form) => ({ type: 'exactstructure', contents: form.structure, asked }),
});

export const bySubstructure = searchOperation({
	option: {
		name: 'Search by Substructure',
		value: 'bySubstructure',
		action: 'Search containers by substructure',
		description: 'Find containers whose structure contains another one',
	},
	form: { structure },
	query: (_call, form) => ({ type: 'substructure', contents: form.structure, asked }),
});
