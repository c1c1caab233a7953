import type { INodeExecutionData } from 'n8n-workflow';

import type { Operation } from './operation';
import { fittingAnswer } from './output';

/**
 * An agent sees nothing but the data: no hints, and no difference between nothing found and nothing said. So a last item
 * says what a person would see around the output. A write gives out all that it changed, with what was there before.
 */
export function answerForAgent(
	{ kind }: Pick<Operation<unknown>, 'kind'>,
	output: readonly INodeExecutionData[],
	said: readonly string[],
): INodeExecutionData[] {
	const fitting = kind === 'read' ? fittingAnswer(output.map(({ json }) => json)) : output.length;
	const leftOut = output.length - fitting;
	const notes = [
		...said,
		...(output.some(({ binary }) => binary !== undefined)
			? ['The file itself is not part of this answer: AI agents get no files.']
			: []),
		...(output.length === 0 ? ['Nothing was found.'] : []),
		...(leftOut > 0
			? [
					`These are the first ${fitting} of ${output.length} records; ${leftOut} were left out. Ask for fewer, by a narrower search or by their IDs.`,
				]
			: []),
	];
	const last = { json: { notes, ...(leftOut > 0 ? { leftOut } : {}) }, pairedItem: { item: 0 } };
	return [...output.slice(0, fitting), ...(notes.length > 0 ? [last] : [])];
}
