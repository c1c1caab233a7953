import type { IDataObject } from 'n8n-workflow';

import { listIn } from '../../../shared/backup/cellValue';
import { valueText } from '../../../shared/backup/compare/valueText';
import type { RecordKind, RecordView } from '../../../shared/backup/recordKind';
import { withoutInventory } from '../inventory';
import { hazardsIn } from '../substance/hazards';
import { containerWords } from '../vocabulary';
import { textOrNothing, without, worded } from './worded';

/** What is shown elsewhere, what follows from the rest, and notes of who changed it when. */
const leftOut = new Set([
	...['id', 'name', 'barcode', 'size', 'unit', 'unitId', 'location', 'locationId', 'locationtext', 'locationString'],
	...['inventory', 'siteId', 'site', 'historyCount', 'lastUser', 'createdBy', 'dateAdded', 'deletedBy', 'user'],
	...['hazards', 'hazardStatements', 'signalWord', 'pictograms', 'ghs'],
	...['molecularFormula', 'molecularWeight', 'exactMass', 'iupacName', 'needsRetrieval'],
]);

const inWords = worded(containerWords);

/** Exports have the inventory in front of the path. */
function pathOf({ locationtext, locationString, location, inventoryname }: IDataObject): string | undefined {
	const isId = /^\d*$/.test(valueText(location));
	const path = textOrNothing(locationtext) ?? textOrNothing(locationString) ?? (isId ? undefined : valueText(location));
	return (
		path &&
		withoutInventory(
			path,
			[inventoryname].filter((name) => typeof name === 'string'),
		)
	);
}

function placeIdOf({ location, locationid, locationId = locationid }: IDataObject): string | undefined {
	return textOrNothing(locationId) ?? (/^\d+$/.test(valueText(location)) ? valueText(location) : undefined);
}

/** In tables the entries of a substance are JSON in a cell. */
function hazardsOf({ hazards, hcodes, ghs }: IDataObject): unknown {
	const entries = listIn(ghs);
	return hazards ?? hazardsIn({ hcodes, ghs: entries.length > 0 ? entries : undefined });
}

function view(record: IDataObject): RecordView {
	const shown = inWords(record);
	const { comments } = shown;
	return {
		name: textOrNothing(shown.name),
		barcode: textOrNothing(shown.barcode),
		place: pathOf(record),
		placeId: placeIdOf(record),
		amount: textOrNothing(shown.size),
		unit: textOrNothing(shown.unit),
		fields: {
			...without(shown, leftOut),
			// In tables the service writes the word None where there is no comment.
			...(comments === 'None' ? { comments: null } : {}),
			hazards: hazardsOf(record),
		},
	};
}

const signs = [
	...['substanceid', 'substanceId', 'locationid', 'locationId', 'containername', 'datedeleted', 'dateDeleted'],
	// Of the list of a location, and of the collection.
	...['locationtext', 'sid'],
];

/** The service says so by "1" in one export, and by a time in the list. */
const isDeleted = ({ disposed, datedeleted, dateDeleted = datedeleted }: IDataObject) =>
	/^(1|true)$/i.test(valueText(disposed)) || valueText(dateDeleted) !== '';

/** Orders have a substance as well. */
const isContainer = (record: IDataObject) =>
	signs.some((key) => key in record) && !('datesubmitted' in record || 'dateSubmitted' in record);

const forms = {
	onlyRaw: ['substanceid', 'locationid', 'containername', 'hcodes', 'datedeleted', 'locationtext', 'sid'],
	onlySimplified: ['substanceId', 'locationId', 'hazards', 'dateDeleted'],
};

export const containerKind: RecordKind = {
	name: 'container',
	plural: 'containers',
	isOne: isContainer,
	view,
	...forms,
};

export const deletedContainerKind: RecordKind = {
	...containerKind,
	name: 'deletedContainer',
	plural: 'deleted containers',
	isOne: (record) => isContainer(record) && isDeleted(record),
};
