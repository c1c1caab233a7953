import type { INodeProperties } from 'n8n-workflow';

import type { Field } from './field';

const notChosen = 'notChosen';
const chosen = 'apiToken';

/**
 * n8n leaves this field out of the form, and sets it to the first option each time that a credential is chosen. With it,
 * forms and lists that n8n fills from the service come on screen only when there is a credential to ask with: in the first
 * panel of a new workflow the editor would ask before it has picked one, fail, and not ask again (docs/traps/n8n.md). The
 * credential of a node with this field is shown for both of its values.
 */
export const authenticationField: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: [
		{ name: 'API Token', value: chosen },
		{ name: 'Not Chosen', value: notChosen },
	],
	default: notChosen,
};

/**
 * A field that n8n fills from the service, and a notice of the same name in its place until a credential is chosen. They
 * share the name, because n8n drops the values of fields that are not shown: a workflow that was pasted keeps them so.
 * @param waiting what the notice says
 * @param title shown above a form, whose own title n8n does not show
 */
export function onceConnected<T>(inner: Field<T>, waiting: string, title?: string): Field<T> {
	const { name, declarations } = inner;
	const header: INodeProperties = {
		displayName: title ?? '',
		name: `${name}Title`,
		type: 'notice',
		default: '',
		typeOptions: { sectionHeader: true },
	};
	const notice: INodeProperties = { displayName: waiting, name, type: 'notice', default: '' };
	const shownWhile = (value: string, { displayOptions }: INodeProperties) => ({
		displayOptions: { ...displayOptions, show: { ...displayOptions?.show, authentication: [value] } },
	});
	// With the default of the field that it stands for: n8n keeps one value for both.
	const pair = (own: INodeProperties): INodeProperties[] => [
		{ ...notice, default: own.default, ...shownWhile(notChosen, own) },
		{ ...own, ...shownWhile(chosen, own) },
	];
	const pairs = declarations.flatMap((each) => (each.name === name ? pair(each) : [each]));
	return { ...inner, declarations: title === undefined ? pairs : [header, ...pairs] };
}
