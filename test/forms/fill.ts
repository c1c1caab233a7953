import type { AnyField } from '../../nodes/shared/form';
import { present } from '../support/present';
import { byHand } from './exceptions';
import { declarationOf } from './walk';

/** What stands in a field that somebody has filled in, by its kind. */
export function fill(subject: string, field: AnyField): unknown {
	const own = byHand(subject, field.name);
	if (own !== undefined) return own;
	const declaration = declarationOf(field);
	switch (field.kind) {
		case 'number':
		case 'wholeNumber':
			return 7;
		case 'flag':
		case 'allowance':
			return declaration.default;
		case 'choice':
		case 'exactChoice':
			return declaration.default;
		case 'date':
		case 'dateAsWritten':
		case 'day':
		case 'optionalDay':
			return '2026-03-05';
		case 'json':
			return '{ "a": 1 }';
		case 'locator':
		case 'optionalLocator':
			return locatorOf(present(declaration.modes?.[0]).name, '7');
		case 'mapper':
			return { mappingMode: 'defineBelow', value: null };
		case 'listed':
			return [];
		case 'id':
		case 'ids':
		case 'oneListed':
		case 'optionalId':
		case 'optionalIds':
		case 'optionalLines':
		case 'fieldNames':
		case 'namesOrIds':
		case 'lines':
		case 'texts':
			return '7';
		case 'binary':
		case 'cell':
		case 'exactName':
		case 'exactText':
		case 'optionalNumber':
		case 'optionalText':
		case 'text':
			return '7';
		case 'collection':
		case 'list':
		case 'together':
		case 'variants':
			return {};
	}
}

/** Fills in the fields of an operation or event. @param besides what stands in some of them instead, by name */
export const fillOf =
	({ name }: { name: string }, besides: Readonly<Record<string, unknown>> = {}) =>
	(field: AnyField) =>
		besides[field.name] ?? fill(name, field);

export const locatorOf = (mode: string, value: unknown) => ({ __rl: true, mode, value });
