import { quantity } from '../figures';
import { written } from './days';
import type { NightManifest } from './nightManifest';

/** What people read of a night in the morning. */
export interface Report {
	/** Of a mail. */
	readonly subject: string;
	readonly summary: string;
	/** The summary as the beginning of a mail. */
	readonly html: string;
}

const escaped = (text: string): string =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const list = (sentences: readonly string[]): string =>
	sentences.length === 0 ? '' : `<ul>${sentences.map((each) => `<li>${escaped(each)}</li>`).join('')}</ul>`;

export function reportOf({ service, night, source, complete, problems, notes, parts }: NightManifest): Report {
	const day = written(night);
	const verdict = complete ? `The night of ${day} is complete.` : `The night of ${day} is INCOMPLETE.`;
	const counts = parts.map(({ part, records }) => `${part} ${quantity(records)}`).join(', ');
	const saved = `Records saved: ${counts}.`;
	return {
		subject: `${service} backup ${complete ? 'complete' : 'INCOMPLETE'}: ${source.name ?? source.id}, ${day}`,
		summary: [verdict, ...problems, ...notes, saved].join(' '),
		html: `<p><strong>${escaped(verdict)}</strong></p>${list(problems)}${list(notes)}<p>${escaped(saved)}</p>`,
	};
}
