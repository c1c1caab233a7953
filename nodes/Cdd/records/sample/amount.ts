import { mapped, number, optionalNumber } from '../../../shared/form';
import type { Declared, Field } from '../../../shared/form';
import { withoutTail } from '../../../shared/values/decimal';

/** A number holds as many without losing any. */
const mostDigits = 15;

/** An amount above 0, without the tail that a calculation in an expression leaves: the service would find 0.3 too little for it. */
export const amountField = (declaration: Declared<'string'>): Field<number> =>
	mapped(number(declaration, { above: 0, mostDigits }), withoutTail);

/** The same, 0 included: what was weighed or measured. */
export const measuredAmount = (declaration: Declared<'string'>): Field<number> =>
	mapped(number(declaration, { least: 0, mostDigits }), withoutTail);

/** An amount above 0, or nothing where the field was left as it comes, empty. */
export const optionalAmount = (declaration: Declared<'string'>): Field<number | undefined> =>
	mapped(optionalNumber(declaration, { above: 0, mostDigits }), (amount) =>
		amount === undefined ? undefined : withoutTail(amount),
	);
