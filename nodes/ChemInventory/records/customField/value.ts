import { z } from 'zod';

import { faultWith } from '../../../shared/fault';
import { tellOtherDay } from '../../../shared/form/date';
import { badInput, quote } from '../../../shared/values/badInput';
import { cleanCell, cleanText } from '../../../shared/values/cleaning';
import { dayOf } from '../../../shared/values/dates';
import { Decimal } from '../../../shared/values/decimal';
import { didYouMean } from '../../../shared/values/nearest';
import { parseNumber, readTextOrNothing, sameSpelling } from '../../../shared/values/text';
import type { CustomField } from '../../contract/customField';

/** The time zone of the workflow, and whom to tell that a day was taken as it is written. */
export type Telling = Parameters<typeof tellOtherDay>[2];

/**
 * A value as the service stores it: always text; numbers with a decimal point, dates as YYYY-MM-DD, tags as `|a|b|`.
 * An empty value clears the field.
 * @param label the field of the form, for what is wrong
 * @throws Fault `badInput`
 */
export function storedValue(field: CustomField, value: unknown, telling: Telling, label = 'Custom Fields'): string {
	if (value === null || value === undefined || value === '') return '';
	switch (field.type) {
		case 'number':
			return storedNumber(field, value, label);
		case 'date':
			return storedDate(field, value, label, telling);
		case 'dropdown':
			return oneOf(field, cleanText(storedText(field, value, label)), label);
		case 'tags':
			return storedTags(field, value, label);
		case 'url':
			return storedUrl(field, cleanText(storedText(field, value, label)), label);
		default:
			return storedText(field, value, label);
	}
}

function storedText(field: CustomField, value: unknown, label: string): string {
	try {
		const text = readTextOrNothing(value, label) ?? '';
		return cleanCell(field.name, text, label, field.type === 'multilinetext' ? 'several' : 'one', '');
	} catch (thrown) {
		throw faultWith(thrown, ({ description }) => ({
			description: `The field is "${field.name}". ${description ?? ''}`,
		}));
	}
}

const decimal = /^-?\d+(\.\d+)?$/;

function storedNumber(field: CustomField, value: unknown, label: string): string {
	if (parseNumber(value) !== undefined) {
		const text = cleanText(String(value));
		// Without an exponent, which the service may not read.
		return decimal.test(text) ? text : Decimal.parse(text).toString();
	}
	throw badInput(
		label,
		'has a value that is not a number',
		`"${field.name}" must be a number, not ${quote(value)}. Write it with a decimal point, such as 12.5, and without a unit.`,
	);
}

/** By the same rule as every day that a form takes. */
function storedDate(field: CustomField, value: unknown, label: string, telling: Telling): string {
	const day = dayOf(value);
	if (day !== undefined) {
		tellOtherDay(value, `${label}: ${field.name}`, telling);
		return day;
	}
	throw badInput(
		label,
		'has a value that is not a date',
		`"${field.name}" must be a date, not ${quote(value)}. Write it as 2026-11-30.`,
	);
}

function oneOf(field: CustomField, text: string, label: string): string {
	const allowed = field.allowedvalues ?? [];
	if (allowed.length === 0 || allowed.includes(text)) return text;
	const spelled = allowed.find((value) => sameSpelling(value, text));
	if (spelled !== undefined) return spelled;
	throw badInput(
		label,
		'contains a value that is not allowed',
		`"${field.name}" must be one of ${allowed.map(quote).join(', ')}, not ${quote(text)}.${didYouMean(text, allowed, 1)}`,
	);
}

/** Text is cut at commas, but not within an allowed value that has a comma itself; text with bars is cut at the bars. */
function tagsIn(text: string, allowed: readonly string[]): string[] {
	if (text.includes('|')) return text.split('|');
	const parts = text.split(',');
	const tags: string[] = [];
	for (let at = 0; at < parts.length;) {
		const lengths = Array.from({ length: parts.length - at }, (_, shorter) => parts.length - at - shorter);
		const joined = (length: number) =>
			parts
				.slice(at, at + length)
				.join(',')
				.trim();
		const length = lengths.find((candidate) => allowed.includes(joined(candidate))) ?? 1;
		tags.push(joined(length));
		at += length;
	}
	return tags;
}

function storedTags(field: CustomField, value: unknown, label: string): string {
	const given: unknown[] = Array.isArray(value)
		? value
		: tagsIn(storedText(field, value, label), field.allowedvalues ?? []);
	const texts = given.map((tag) => cleanText(storedText(field, tag, label))).filter((tag) => tag !== '');
	const tags = texts.map((tag) => {
		if (!tag.includes('|')) return oneOf(field, tag, label);
		throw badInput(
			label,
			'contains a tag with a vertical bar in it',
			`"${field.name}": ${quote(tag)}. ChemInventory splits tags at vertical bars (|).`,
		);
	});
	return tags.length === 0 ? '' : `|${[...new Set(tags)].join('|')}|`;
}

const address = z
	.string()
	.url()
	.regex(/^[a-z][a-z0-9+.-]*:\/\/\S+$/i);

function storedUrl(field: CustomField, text: string, label: string): string {
	if (address.safeParse(text).success) return text;
	throw badInput(
		label,
		'has a value that is not a web address',
		`"${field.name}" must be an address with its protocol, such as https://example.com/sheet.pdf, not ${quote(text)}.`,
	);
}
