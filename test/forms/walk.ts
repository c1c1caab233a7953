import type { INodeProperties } from 'n8n-workflow';

import type { AnyField, Form } from '../../nodes/shared/form';
import { present } from '../support/present';

/** A field that holds one value, and the way to it through the form. */
export interface Leaf {
	/** Such as `additionalFields.quantity`. */
	path: string;
	field: AnyField;
	/** The fields around it, from the outermost on: collections, lists and variants with the branch that it is in. */
	around: Around[];
}

/** What n8n stores for a step. */
export type Parameters = Record<string, unknown>;

type Around = { in: AnyField; branch?: string };

function leavesOf(field: AnyField, around: Around[], prefix: string): Leaf[] {
	if (field.deciding && field.branches) {
		const own = leavesOf(field.deciding, around, prefix);
		return [
			...own,
			...Object.entries(field.branches).flatMap(([branch, form]) =>
				Object.values(form).flatMap((part) => leavesOf(part, [...around, { in: field, branch }], prefix)),
			),
		];
	}
	if (field.kind === 'together') return (field.parts ?? []).flatMap((part) => leavesOf(part, around, prefix));
	const path = `${prefix}${field.name}`;
	if (!field.parts) return [{ path, field, around }];
	return field.parts.flatMap((part) => leavesOf(part, [...around, { in: field }], `${path}.`));
}

/** Every field of a form that holds a value, those in collections, lists and all branches included. */
export const leaves = (form: Form): Leaf[] => Object.values(form).flatMap((field) => leavesOf(field, [], ''));

export const declarationOf = ({ name, declarations }: Pick<AnyField, 'declarations' | 'name'>): INodeProperties =>
	present(declarations.find((each) => each.name === name && each.type !== 'notice'));

/** Fills in a form by hand, with something that its kind takes. */
export interface Fill {
	(field: AnyField): unknown;
}

/**
 * The parameters of a form that is filled in: one value where the leaf is, and by hand what stands around and beside it.
 * @param value what n8n stores for the leaf
 * @param decided where the leaf decides about others: the branch that the value leads to
 */
export function parametersWith(form: Form, leaf: Leaf, value: unknown, fill: Fill, decided?: string): Parameters {
	const { around } = leaf;
	const held = (field: AnyField): Parameters => {
		if (field.deciding && field.branches) {
			const within = around.find((each) => each.in === field);
			const [first = ''] = Object.keys(field.branches);
			const decides = within || field.deciding !== leaf.field;
			const branch = within?.branch ?? first;
			const isSwitch = declarationOf(field.deciding).type === 'boolean';
			const chosen = isSwitch ? branch === 'true' : branch;
			const filled = field.branches[decides ? branch : (decided ?? first)] ?? {};
			return Object.assign({}, { [field.deciding.name]: decides ? chosen : value }, ...Object.values(filled).map(held));
		}
		if (field.kind === 'together') return Object.assign({}, ...(field.parts ?? []).map(held));
		if (field === leaf.field) return Object.assign({}, { [field.name]: value });
		const within = around.some((each) => each.in === field);
		if (field.parts && !within) return { [field.name]: fill(field) };
		if (field.kind === 'collection') {
			const part = present(field.parts?.find((each) => leadsTo(each, leaf)));
			return { [field.name]: held(part) };
		}
		if (field.kind === 'list') {
			const entry: Parameters = Object.assign({}, ...(field.parts ?? []).map(held));
			const [group] = declarationOf(field).options ?? [];
			return { [field.name]: { [group?.name ?? '']: [entry] } };
		}
		return Object.assign({}, { [field.name]: fill(field) });
	};
	return Object.assign({}, ...Object.values(form).map(held));
}

const leadsTo = (field: AnyField, { field: end, around }: Leaf): boolean =>
	field === end ||
	field.deciding === end ||
	field.parts?.some((part) => part === end) === true ||
	around.some((each) => each.in === field);
