import { struckBy } from '../misfortune';
import type { StepRun } from '../step';
import { moreNamed, toldOf } from '../verdict';
import type { Seen, Told } from '../verdict';
import { claimOf } from './crowd';
import type { Account, Crowd } from './crowd';

/** What the user reads, and gets. */
export function accountOf(run: StepRun, items: number): Account {
	const came = 'items' in run.ending ? run.ending.items : [];
	const outputs = came.flatMap((output) => {
		const { pairedItem } = output;
		return typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? [[pairedItem.item, output] as const] : [];
	});
	return { told: toldOf(run, items), outputs: new Map(outputs) };
}

function faultOf(told: Told | undefined, effects: number): string | undefined {
	if (effects > 1) return `done ${effects} times`;
	if (effects === 0 && claimOf(told) === 'made') return `told as ${told}, and was not`;
	return effects > 0 && claimOf(told) === 'not made' ? `done, and told as ${told}` : undefined;
}

/** An item may be told as unknown where a write that carried it was struck, in a way that leaves its outcome open. */
function mayBeUnknown({ carries }: Crowd, { requests, isWrite, misfortunes }: Seen): number {
	const unclear = requests.filter(
		(request) => isWrite(request) && struckBy(request, misfortunes).some(({ kind }) => kind.isClear !== true),
	);
	return unclear.reduce((sum, request) => sum + carries(request), 0);
}

/** Everything that must not be. */
export function faultsOfMany(crowd: Crowd, run: StepRun, seen: Seen): string[] {
	const { inputs, impossible } = crowd;
	const account = accountOf(run, inputs.length);
	const { told, outputs } = account;
	const { effects, faults } = crowd.find(account);
	const times = (word: Told) => told.filter((one) => one === word).length;
	const untold = told.filter((word, item) => word === 'nothing' && (effects[item] ?? 0) > 0).length;
	const order = 'items' in run.ending ? [...outputs.keys()] : undefined;
	return [
		...faults,
		...inputs.flatMap((_input, item) => {
			const fault = faultOf(told[item], effects[item] ?? 0);
			return fault === undefined ? [] : [`item ${item}: ${fault}`];
		}),
		...[...impossible].flatMap((item) =>
			'items' in run.ending && told[item] !== 'failed'
				? [`item ${item}: asks for what cannot be, told as ${told[item]}`]
				: [],
		),
		...(untold > moreNamed(run) ? [`${untold} items were done, and the user was told of ${moreNamed(run)} more`] : []),
		...(times('unknown') > mayBeUnknown(crowd, seen)
			? [`${times('unknown')} items are told as unknown, of ${mayBeUnknown(crowd, seen)} at most`]
			: []),
		...(order && order.some((item, at) => item !== at) ? ['items came out in another order'] : []),
		...(order && order.length !== inputs.length ? [`${order.length} of ${inputs.length} items came out`] : []),
	];
}
