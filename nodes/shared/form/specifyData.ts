import { choice } from './choice';
import type { Form } from './field';
import { variants } from './variants';

const specifyData = choice({
	displayName: 'Specify Data',
	name: 'specifyData',
	type: 'options',
	options: [
		{ name: 'Using Fields Below', value: 'fields' },
		{ name: 'Using JSON', value: 'json' },
	],
	default: 'fields',
	description: 'Whether to fill in a form or to give the data as JSON',
});

/** A record as a form, or as the vendor's JSON. */
export const asFieldsOrJson = <Fields extends Form, Json extends Form>(fields: Fields, json: Json) =>
	variants(specifyData, { fields, json });
