import type { IdSource, LocationRecord } from '../state';

export interface SeededLocations {
	locations: Map<number, LocationRecord>;
	/** The first two hold samples, the third is empty. */
	boxes: { first: LocationRecord; second: LocationRecord; third: LocationRecord };
	/** Without positions. */
	shelf: LocationRecord;
}

const shelves = 48;

/** A tree of more than 50 locations, so that a client that reads one page of the default size misses some. */
export function seedLocations(ids: IdSource, createdAt: string): SeededLocations {
	const locations = new Map<number, LocationRecord>();
	const add = (value: string, parent?: LocationRecord, [rows, columns]: [number, number] = [0, 0]): LocationRecord => {
		const record: LocationRecord = {
			id: ids.next(),
			created_at: createdAt,
			modified_at: createdAt,
			num_columns: columns,
			num_rows: rows,
			...(parent === undefined ? {} : { parent_id: parent.id }),
			position_limit: rows * columns,
			value,
		};
		locations.set(record.id, record);
		return record;
	};
	const building = add('Building 1');
	const store = add('Compound Store', building);
	const freezer = add('Freezer A', store);
	const shelf = add('Shelf 2', freezer);
	for (let number = 1; number <= shelves; number += 1) add(`Cold Room Rack ${number}`, store);
	const boxes = {
		first: add('Box 1', freezer, [8, 8]),
		second: add('Box 2', freezer, [9, 9]),
		third: add('Box 3', freezer, [10, 10]),
	};
	return { locations, boxes, shelf };
}
