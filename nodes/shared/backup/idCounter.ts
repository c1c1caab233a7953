import type { IDataObject } from 'n8n-workflow';

/** So many IDs are named. */
const mostNamed = 10;

/** What a record is known by: a number, or a text that is not empty. */
export function idOf({ id }: IDataObject): number | string | undefined {
	if (typeof id === 'number') return id;
	if (typeof id !== 'string' || id.trim() === '') return undefined;
	const number = Number(id);
	return Number.isSafeInteger(number) && String(number) === id ? number : id;
}

/** Counts the IDs of records. */
export class IdCounter {
	private readonly ids = new Set<number | string>();

	private readonly twice = new Set<number | string>();

	withoutId = 0;

	/** IDs that more than one record has. */
	repeated = 0;

	add(record: IDataObject): void {
		const id = idOf(record);
		if (id === undefined) this.withoutId += 1;
		else if (!this.ids.has(id)) this.ids.add(id);
		else if (!this.twice.has(id)) {
			this.repeated += 1;
			if (this.twice.size < mostNamed) this.twice.add(id);
		}
	}

	get distinct(): number {
		return this.ids.size;
	}

	/** Some of the IDs that more than one record has. */
	get examples(): Array<number | string> {
		return [...this.twice];
	}
}
