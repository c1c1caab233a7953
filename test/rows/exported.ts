import type { IDataObject } from 'n8n-workflow';

import { dataObject } from '../../nodes/shared/values/json';
import type { NodeRun } from '../support/engine';
import { present } from '../support/present';

/** The records of the file that an export with the format NDJSON gave. */
export function linesOf({ items, error }: NodeRun): IDataObject[] {
	expect(error).toBeUndefined();
	const file = Buffer.from(present(items[0]?.binary?.data).data, 'base64').toString('utf8');
	return file
		.trimEnd()
		.split('\n')
		.map((line) => dataObject(JSON.parse(line)));
}
