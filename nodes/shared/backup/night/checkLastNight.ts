import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { Fault } from '../../fault';
import { binary, number } from '../../form';
import { refuseAgents } from '../refuseAgents';
import { operation } from '../withoutService';
import { written } from './days';
import { readLastComplete } from './nightManifest';

const fileLabel = 'Input Data Field Name';

const file = binary({
	displayName: fileLabel,
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	default: 'data',
	hint: 'The name of the input field containing the file of the last complete night',
});

const largestAge = number(
	{
		displayName: 'Largest Age (Hours)',
		name: 'largestAge',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 26,
		description: 'The step fails if the last complete night was begun longer ago',
	},
	{ above: 0 },
);

const whatToDo =
	"Look at the executions of the nightly workflow: if there is none, check that it is published and that n8n was running; if it failed, its error says why. Then run it with 'Run now'.";

function given(functions: IExecuteFunctions, itemIndex: number, field: IBinaryData | string): IBinaryData {
	const found = typeof field === 'string' ? functions.getInputData()[itemIndex]?.binary?.[field] : field;
	if (found) return found;
	throw new Fault('incomplete', 'There is no file of a last complete night', {
		description: `Either no night was complete yet, or the folder or the beginning of the file names here differs from the nightly workflow. ${whatToDo}`,
	});
}

const inHours = (ms: number): number => Math.round(ms / 360_000) / 10;

/** For the morning: fails if the last complete night is too long ago, or if nobody can say when it was. */
export const checkLastNight = operation({
	option: {
		name: 'Check Last Night',
		value: 'checkLastNight',
		action: 'Check the last complete night',
		description: 'Fail if the last complete night is too long ago, or if its file is missing or damaged',
	},
	kind: 'read',
	form: { file, largestAge },
	async run({ functions, itemIndex }, form) {
		refuseAgents(functions, fileLabel);
		const last = await readLastComplete(functions, given(functions, itemIndex, form.file));
		const age = inHours(Date.now() - Date.parse(last.startedAt));
		const which = `The last complete night of ${last.service} (${last.source.name ?? last.source.id}) is that of ${written(last.night)}`;
		if (age < 0)
			throw new Fault('incomplete', 'The last complete night is in the future', {
				description: `${which}, and was begun at ${last.startedAt}. Check the clock of n8n's server.`,
			});
		if (age > form.largestAge)
			throw new Fault('incomplete', 'There was no complete night for too long', {
				description: `${which}, begun ${age} hours ago; at most ${form.largestAge} are allowed. ${whatToDo}`,
			});
		const { night, startedAt, service, source, notes, parts } = last;
		return {
			summary: `${which}, begun ${age} hours ago.`,
			night,
			ageHours: age,
			startedAt,
			service,
			source,
			notes,
			records: Object.fromEntries(parts.map(({ part, records }) => [part, records])),
		};
	},
});
