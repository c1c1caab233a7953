import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { writtenForAgent } from './agentWrite';
import type { RecordsForAgent } from './agentWrite';
import type { Operation } from './operation';
import { fittingAnswer } from './output';

function readForAgent(all: readonly IDataObject[]): RecordsForAgent {
	const records = all.slice(0, fittingAnswer(all));
	const leftOut = all.length - records.length;
	if (leftOut === 0) return { records, notes: [] };
	return {
		records,
		notes: [
			`These are the first ${records.length} of ${all.length} records; ${leftOut} were left out. Ask for fewer, by a narrower search or by their IDs.`,
		],
	};
}

const mostHints = 10_000;

/** What a person reads above the output, as far as it is not too long. */
function hintsOf(said: readonly string[]): string[] {
	let characters = 0;
	const tooLong = said.findIndex((hint) => (characters += JSON.stringify(hint).length) > mostHints);
	if (tooLong < 0) return [...said];
	return [
		...said.slice(0, tooLong),
		`There are ${said.length - tooLong} more hints, which are too long for this answer.`,
	];
}

/**
 * An agent sees nothing but the data: no hints, and no difference between nothing found and nothing said. So a last item
 * says what a person would see around the output, and what was left out of the answer.
 */
export function answerForAgent(
	{ kind }: Pick<Operation<unknown>, 'kind'>,
	output: readonly INodeExecutionData[],
	said: readonly string[],
): INodeExecutionData[] {
	const all = output.map(({ json }) => json);
	const hints = hintsOf(said);
	const { records, notes: aboutRecords } =
		kind === 'read' ? readForAgent(all) : writtenForAgent(all, JSON.stringify(hints).length);
	const leftOut = output.length - records.length;
	const notes = [
		...hints,
		...(output.some(({ binary }) => binary !== undefined)
			? ['The file itself is not part of this answer: AI agents get no files.']
			: []),
		...(output.length === 0 ? ['Nothing was found.'] : []),
		...aboutRecords,
	];
	const last = { json: { notes, ...(leftOut > 0 ? { leftOut } : {}) }, pairedItem: { item: 0 } };
	return [...records.map((json, at) => ({ ...output[at], json })), ...(notes.length > 0 ? [last] : [])];
}
