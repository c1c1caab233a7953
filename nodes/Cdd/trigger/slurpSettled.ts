import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { asError, Fault } from '../../shared/fault';
import { flag, optionalIds } from '../../shared/form';
import type { Values } from '../../shared/form';
import type { PollCall } from '../../shared/polling/triggerEvent';
import { badInput } from '../../shared/values/badInput';
import { getSlurp } from '../contract/slurp';
import { describeSlurp, hasReport, outcomeOf } from '../records/slurp';
import type { CddApi } from '../service/api';
import { triggerEvent } from './event';
import { importsOfNewSamples, recentImports, startOfNewSamples } from './importsOfSamples';
import { readingCursor } from './reading';

/** CDD Vault has no list of slurps, so what is watched comes from the user or from samples. */
const watched = z.object({
	/** What was reported last, by slurp ID; of those that are watched no more it is kept for a while. */
	reported: z.record(z.string(), z.string()),
	/** Found by their samples, and not decided yet. */
	found: z.array(z.number()),
	/** Showed problems without a report at the last look, as an import on its way to a rejection does. */
	doubtful: z.array(z.number()),
	/** There was no time to look at them: they come first. */
	waiting: z.array(z.number()),
	/** Where the reading of new samples stands; null while that option is off. */
	samples: readingCursor.nullable(),
});
type Watched = z.output<typeof watched>;

const mostRemembered = 1000;
const notFound = 'notFound';
const mayChange = (outcome: string | undefined) => outcome === undefined || outcome === 'needsAttention';

const form = {
	slurpIds: optionalIds({
		displayName: 'Slurp IDs',
		name: 'slurpIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 845005082, 845005083',
		description:
			'The imports to watch, as a comma-separated list or an expression. Each is reported once it has finished, and before that if it needs attention. CDD Vault has no list of imports, so others cannot be found.',
	}),
	findBySamples: flag({
		displayName: 'Find Imports by Their Samples',
		name: 'findBySamples',
		type: 'boolean',
		default: false,
		description:
			'Whether to also watch imports that create or change inventory samples. Imports that wait for a decision, were rejected or contain no samples cannot be found this way.',
	}),
};

type Poll = PollCall<CddApi, Values<typeof form>>;

/** An expression may find nothing for the time being; a field that was left empty would never find anything. */
function listedIds({ functions, form: { slurpIds, findBySamples } }: Poll): number[] {
	const isExpression = String(functions.getNode().parameters.slurpIds ?? '').startsWith('=');
	if (slurpIds.length > 0 || isExpression || findBySamples) return slurpIds;
	throw badInput(
		'Slurp IDs',
		'is empty',
		"CDD Vault has no list of imports. Enter the IDs of those to watch, or switch on 'Find Imports by Their Samples'.",
	);
}

interface Look {
	readonly outcome: string;
	readonly item: IDataObject;
	/** Shows problems that nobody was asked to decide about yet. */
	readonly isDoubtful: boolean;
}

async function lookAt({ api }: Pick<Poll, 'api'>, id: number): Promise<Look> {
	try {
		const slurp = await api.call(getSlurp, { path: { id } });
		const outcome = outcomeOf(slurp);
		return { outcome, item: describeSlurp(slurp), isDoubtful: outcome === 'needsAttention' && !hasReport(slurp) };
	} catch (thrown) {
		if (!(thrown instanceof Fault && thrown.kind === 'refused' && thrown.httpCode === '404')) throw asError(thrown);
		const explanation = 'CDD Vault does not know an import with this ID, or the user of the API token may not see it.';
		return { outcome: notFound, item: { outcome: notFound, explanation, id }, isDoubtful: false };
	}
}

function remembered(reported: Watched['reported'], watchedIds: readonly number[]): Watched['reported'] {
	const ids = Object.keys(reported)
		.map(Number)
		.sort((a, b) => a - b);
	const forgotten = new Set(
		ids.slice(0, Math.max(0, ids.length - mostRemembered)).filter((id) => !watchedIds.includes(id)),
	);
	return Object.fromEntries(Object.entries(reported).filter(([id]) => !forgotten.has(Number(id))));
}

async function poll(call: Poll, before: Watched) {
	const listed = listedIds(call);
	const fromSamples = await newFromSamples(call, before.samples);
	const reported = { ...before.reported };
	const isOpen = (id: number) => mayChange(reported[id]);
	const found = [...new Set([...before.found, ...fromSamples.slurpIds])].filter(isOpen);
	const waiting = new Set(before.waiting);
	const open = [...new Set([...listed, ...found])]
		.filter(isOpen)
		.sort((a, b) => Number(waiting.has(b)) - Number(waiting.has(a)));
	const records: IDataObject[] = [];
	const doubtful: number[] = [];
	let looked = 0;
	for (; looked < open.length && (looked === 0 || call.hasTime()); looked++) {
		const id = open[looked] ?? 0;
		const look = await lookAt(call, id);
		if (look.outcome === 'running' || look.outcome === reported[id]) continue;
		if (look.isDoubtful && !before.doubtful.includes(id)) {
			doubtful.push(id);
			continue;
		}
		reported[id] = look.outcome;
		records.push(look.item);
	}
	const cursor: Watched = {
		reported: remembered(reported, [...listed, ...found]),
		found: found.filter(isOpen),
		doubtful,
		waiting: open.slice(looked),
		samples: fromSamples.cursor,
	};
	return { records, cursor };
}

async function newFromSamples(call: Poll, cursor: Watched['samples']) {
	if (!call.form.findBySamples) return { slurpIds: [], cursor: null };
	if (cursor === null) return { slurpIds: [], cursor: await startOfNewSamples(call.api) };
	return await importsOfNewSamples(call, cursor);
}

export const slurpSettled = triggerEvent({
	option: {
		name: 'Slurp Finished or Needs Attention',
		value: 'slurpSettled',
		description: 'An import was committed, rejected or cancelled, or waits for a decision in CDD Vault',
	},
	cost: {
		displayName:
			'Each poll takes one request for each import that has not finished, and one more where they are found by their samples. Every five minutes is often enough: set it in Poll Times.',
		name: 'pollCost',
		type: 'notice',
		default: '',
	},
	form,
	cursor: watched,
	async start(call) {
		listedIds(call);
		const samples = call.form.findBySamples ? await startOfNewSamples(call.api) : null;
		return { reported: {}, found: [], doubtful: [], waiting: [], samples };
	},
	poll,
	async examples(call) {
		const listed = listedIds(call);
		const ids = listed.length > 0 || !call.form.findBySamples ? listed : await recentImports(call.api);
		const looks: IDataObject[] = [];
		for (const id of ids.slice(0, 3)) looks.push((await lookAt(call, id)).item);
		return looks;
	},
});
