import type { Change, ChangeName } from '../change';
import { quantity } from '../figures';
import { measured, shortText } from './sentences';

/** What mail programs must not take for their own: markup, and signs that cannot be seen or turn the direction of writing. */
const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const unseen = /(?![\t\n\r])\p{Cc}|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu;

export const escaped = (text: string): string =>
	text
		.replace(unseen, '')
		.replace(/[&<>"']/g, (sign) => signs[sign] ?? '')
		.replace(/\r\n?|\n/g, '<br>');

/** What a person calls the change, and the colour of its row. */
const looks: Readonly<Record<ChangeName, readonly [word: string, colour: string]>> = {
	gone: ['Gone', '#fbdcdc'],
	fieldGone: ['Field gone', '#fbdcdc'],
	debited: ['Debited', '#fff1d6'],
	credited: ['Credited', '#e3f3e3'],
	moved: ['Moved', '#e3ecf9'],
	renamed: ['Renamed', '#f1f1f1'],
	edited: ['Edited', '#ffffff'],
	fieldAdded: ['New field', '#e3f3e3'],
	added: ['New', '#e3f3e3'],
};

/** Mail programs drop style sheets, and keep what stands at an element. */
const cellStyle = 'padding:4px 8px;border:1px solid #c8c8c8;text-align:left;vertical-align:top';

const cell = (content: string) => `<td style="${cellStyle}">${content}</td>`;

const columns = ['Change', 'Name', 'Barcode', 'ID', 'What', 'From', 'To'];

const head = `<tr>${columns.map((name) => `<th style="${cellStyle};background-color:#ececec">${name}</th>`).join('')}</tr>`;

/** Amounts stand with their unit. */
const ends = ({ change, from, to, unit }: Change): [string, string] =>
	change === 'debited' || change === 'credited'
		? [measured(from, unit), measured(to, unit)]
		: [shortText(from), shortText(to)];

/** What a row says of the change where it has no from and to. */
function what({ change, field = '', difference, unit, placeBefore }: Change): string {
	if (change === 'debited' || change === 'credited') {
		const amount = `${field} ${change === 'debited' ? '−' : '+'}${measured(difference, unit)}`;
		return placeBefore === undefined ? amount : `${amount}, was in ${shortText(placeBefore)}`;
	}
	return shortText(field);
}

function row(change: Change): string {
	const [word, colour] = looks[change.change];
	const hasEnds = change.from !== undefined || change.to !== undefined;
	const [from, to] = hasEnds ? ends(change) : ['', ''];
	const texts = [word, shortText(change.name), shortText(change.barcode), shortText(change.id)];
	const start = `<tr style="background-color:${colour}">${texts.map((text) => cell(escaped(text))).join('')}`;
	if (hasEnds) return `${start}${[what(change), from, to].map((text) => cell(escaped(text))).join('')}</tr>`;
	return `${start}<td colspan="3" style="${cellStyle}">${escaped(change.summary)}</td></tr>`;
}

/** @param all how many changes there are; `shown` are the foremost of them */
export function htmlTable(summary: string, isAlarm: boolean, shown: readonly Change[], all: number): string {
	const colour = isAlarm ? '#b00020' : '#222222';
	const table =
		shown.length === 0
			? ''
			: `<table style="border-collapse:collapse;font-size:13px">${head}${shown.map(row).join('')}</table>`;
	const more = all > shown.length ? `<p>and ${quantity(all - shown.length)} more</p>` : '';
	return `<div style="font-family:Arial,Helvetica,sans-serif;font-size:14px;color:#222222"><p style="font-size:16px;font-weight:bold;color:${colour}">${escaped(summary)}</p>${table}${more}</div>`;
}
