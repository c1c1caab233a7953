import type { IBinaryData } from 'n8n-workflow';

import { readText } from '../values/text';
import { field } from './field';
import type { Declared, Field } from './field';

/** As n8n itself tells it. `$binary` leaves out the content, so it gives files that n8n keeps elsewhere, by their `id`, alone. */
const isFile = (value: unknown): value is IBinaryData =>
	typeof value === 'object' && value !== null && 'mimeType' in value && ('data' in value || 'id' in value);

/** A file: the name of the field of the item that holds it, or, as n8n's own nodes take it, the file itself. */
export const binary = (declaration: Declared<'string'>): Field<IBinaryData | string> =>
	field('binary', declaration, (value, label) => (isFile(value) ? value : readText(value, label).trim()));
