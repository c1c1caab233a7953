import { quote } from '../../../shared/values/badInput';
import { readId } from '../../../shared/values/ids';
import { readLocator } from '../../../shared/values/locator';
import { readText } from '../../../shared/values/text';
import { readCasOrNone } from '../../records/substance/cas';
import { readHazardCodes } from '../../records/substance/hazardCodes';
import { substanceField } from '../../records/substance/picker';
import { searchOperation } from './searchOperation';

export const byName = searchOperation({
	option: {
		name: 'Search by Name',
		value: 'byName',
		action: 'Search containers by name',
		description: 'Find containers by their name or a synonym of their substance',
	},
	fields: [
		{
			displayName: 'Name',
			name: 'searchName',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. acetone',
			description: 'The name to look for. The sign % stands for any text; % alone finds everything.',
		},
	],
	query({ functions, hint }, itemIndex) {
		const contents = readText(functions.getNodeParameter('searchName', itemIndex), 'Name').trim();
		if (contents.includes('%')) hint('The name holds a % sign, which stands for any text and widens the search.');
		return { type: 'name', contents };
	},
});

export const byCas = searchOperation({
	option: {
		name: 'Search by CAS',
		value: 'byCas',
		action: 'Search containers by CAS number',
		description: 'Find containers by the CAS number of their substance',
	},
	fields: [
		{
			displayName: 'CAS Number',
			name: 'searchCas',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 67-64-1',
			description: 'The CAS number, or N/A for substances without one',
		},
	],
	query: ({ functions }, itemIndex) => ({
		type: 'cas',
		contents: readCasOrNone(readText(functions.getNodeParameter('searchCas', itemIndex), 'CAS Number'), 'CAS Number'),
	}),
});

export const byBarcode = searchOperation({
	option: {
		name: 'Search by Barcode',
		value: 'byBarcode',
		action: 'Search containers by barcode',
		description: 'Find the container that carries a barcode; upper and lower case count',
	},
	fields: [
		{
			displayName: 'Barcode',
			name: 'searchBarcode',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. ABC00123',
			description: 'The barcode, as scanned',
		},
	],
	query: ({ functions }, itemIndex) => ({
		type: 'barcode',
		contents: readText(functions.getNodeParameter('searchBarcode', itemIndex), 'Barcode').trim(),
	}),
	remark({ hint }, found, { contents }) {
		if (found.length > 1)
			hint(
				`The barcode ${quote(contents)} is on ${found.length} containers (${found.map(({ id }) => id).join(', ')}). Put the barcodes right.`,
			);
	},
});

export const byGhs = searchOperation({
	option: {
		name: 'Search by GHS Codes',
		value: 'byGhs',
		action: 'Search containers by GHS codes',
		description: 'Find containers whose substance has at least one of the hazard codes',
	},
	fields: [
		{
			displayName: 'Hazard Codes',
			name: 'hazardCodes',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. H224, H225, EUH019',
			description: 'One code or several, separated by commas. Containers with any of them are found.',
		},
	],
	query: ({ functions }, itemIndex) => ({
		type: 'ghs',
		contents: {
			searchtype: 'or',
			items: readHazardCodes(functions.getNodeParameter('hazardCodes', itemIndex), 'Hazard Codes'),
		},
	}),
});

export const bySubstanceId = searchOperation({
	option: {
		name: 'Search by Substance ID',
		value: 'bySubstanceId',
		action: 'Search containers by substance ID',
		description: 'Find all containers of one substance',
	},
	fields: [
		{
			displayName: 'Substance',
			name: 'searchSubstanceId',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			description: 'The substance whose containers are found',
			modes: (substanceField.modes ?? []).filter(({ name }) => name === 'list' || name === 'id'),
		},
	],
	query: ({ functions }, itemIndex) => ({
		type: 'substanceid',
		contents: String(readId(readLocator(functions, 'searchSubstanceId', itemIndex).value, 'Substance')),
	}),
});

export const byContainerId = searchOperation({
	option: {
		name: 'Search by Container ID',
		value: 'byContainerId',
		action: 'Search containers by container ID',
		description: 'Find a container by its ID',
	},
	fields: [
		{
			displayName: 'Container ID',
			name: 'searchContainerId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 371902',
			description: 'The ID of the container',
		},
	],
	query: ({ functions }, itemIndex) => ({
		type: 'containerid',
		contents: String(readId(functions.getNodeParameter('searchContainerId', itemIndex), 'Container ID')),
	}),
});
