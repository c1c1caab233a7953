import { barcode as barcodeField, id, text } from '../../../shared/form';
import { quote } from '../../../shared/values/badInput';
import { whyUnknown } from '../../records/container/unknownBarcode';
import { casField } from '../../records/substance/cas';
import { hazardCodes, searchedCodes } from '../../records/substance/hazardCodes';
import { searchedSubstancePicker } from '../../records/substance/picker';
import { fetchDetails } from '../../service/api';
import { searchOperation } from './searchOperation';

export const byName = searchOperation({
	option: {
		name: 'Search by Name',
		value: 'byName',
		action: 'Search containers by name',
		description: 'Find containers by their name or a synonym of their substance',
	},
	form: {
		name: text({
			displayName: 'Name',
			name: 'name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. acetone',
			description: 'The name to look for. The sign % stands for any text; % alone finds everything.',
		}),
	},
	query({ hint }, { name }) {
		if (name.includes('%')) hint('The name contains a % sign, which stands for any text and widens the search.');
		return { type: 'name', contents: name };
	},
});

export const byCas = searchOperation({
	option: {
		name: 'Search by CAS',
		value: 'byCas',
		action: 'Search containers by CAS number',
		description: 'Find containers by the CAS number of their substance',
	},
	form: {
		casNumber: casField({
			displayName: 'CAS Number',
			name: 'casNumber',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 67-64-1',
			description: 'The CAS number, or N/A for substances without one',
		}),
	},
	query: (_call, { casNumber }) => ({ type: 'cas', contents: casNumber, asked: [{ key: 'cas', label: 'CAS Number' }] }),
});

export const byBarcode = searchOperation({
	option: {
		name: 'Search by Barcode',
		value: 'byBarcode',
		action: 'Search containers by barcode',
		description: 'Find the container with a barcode; upper and lower case matter',
	},
	form: {
		barcode: barcodeField({
			displayName: 'Barcode',
			name: 'barcode',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. ABC00123',
			description: 'The barcode, as scanned',
		}),
	},
	query: (_call, { barcode }) => ({ type: 'barcode', contents: barcode }),
	async remark({ api, hint }, found, { contents }, inventory) {
		if (found.length === 0 && inventory === (await fetchDetails(api)).user.inventory)
			hint(`No container with the barcode ${quote(contents)} was found. ${await whyUnknown(api, String(contents))}`);
		if (found.length > 1)
			hint(
				`The barcode ${quote(contents)} is on ${found.length} containers (${found.map((container) => container.id).join(', ')}). Correct the barcodes.`,
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
	form: {
		hazardCodes: hazardCodes({
			displayName: 'Hazard Codes',
			name: 'hazardCodes',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. H224, H225, EUH019',
			description:
				'One code or several, separated by commas. Containers with any of them are found; H300+H310 also finds those with one of the two.',
		}),
	},
	query: (_call, form) => ({
		type: 'ghs',
		contents: { searchtype: 'or', items: searchedCodes(form.hazardCodes) },
		asked: [{ key: 'hazards', label: 'Hazard Codes' }],
	}),
});

export const bySubstanceId = searchOperation({
	option: {
		name: 'Search by Substance ID',
		value: 'bySubstanceId',
		action: 'Search containers by substance ID',
		description: 'Find all containers of one substance',
	},
	form: { substance: searchedSubstancePicker },
	query: (_call, { substance }) => ({
		type: 'substanceid',
		contents: String(substance.id),
		asked: [{ key: 'substanceId', label: 'Substance' }],
	}),
});

export const byContainerId = searchOperation({
	option: {
		name: 'Search by Container ID',
		value: 'byContainerId',
		action: 'Search containers by container ID',
		description: 'Find a container by its ID',
	},
	form: {
		containerId: id({
			displayName: 'Container ID',
			name: 'containerId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 371902',
			description: 'The ID of the container',
		}),
	},
	query: (_call, { containerId }) => ({ type: 'containerid', contents: String(containerId) }),
});
