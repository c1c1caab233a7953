import type { INodeProperties } from 'n8n-workflow';

import type { OperationCall } from '../../../shared/operation';
import { readText } from '../../../shared/values/text';
import type { ChemInventoryApi } from '../../service/api';
import { searchOperation } from './searchOperation';

const structureField: INodeProperties = {
	displayName: 'Structure',
	name: 'structure',
	type: 'string',
	typeOptions: { rows: 6 },
	required: true,
	default: '',
	placeholder: 'e.g. CC(C)=O',
	description: 'A molfile, with all its line breaks, or SMILES. With SMILES ChemInventory may lose stereo centres.',
};

/** The blank first line of a molfile is part of it, so nothing is trimmed. */
function readStructure({ functions, hint }: OperationCall<ChemInventoryApi>, itemIndex: number): string {
	const structure = readText(functions.getNodeParameter('structure', itemIndex), 'Structure');
	if (/^M\s+END/m.test(structure)) return structure;
	hint(
		'The structure is not a molfile, so it was sent as SMILES. Stereo centres may be lost: use a molfile where they matter.',
	);
	return structure.trim();
}

export const byExactStructure = searchOperation({
	option: {
		name: 'Search by Exact Structure',
		value: 'byExactStructure',
		action: 'Search containers by exact structure',
		description: 'Find containers of exactly one structure',
	},
	fields: [structureField],
	query: (call, itemIndex) => ({ type: 'exactstructure', contents: readStructure(call, itemIndex) }),
});

export const bySubstructure = searchOperation({
	option: {
		name: 'Search by Substructure',
		value: 'bySubstructure',
		action: 'Search containers by substructure',
		description: 'Find containers whose structure holds another one',
	},
	fields: [structureField],
	query: (call, itemIndex) => ({ type: 'substructure', contents: readStructure(call, itemIndex) }),
});
