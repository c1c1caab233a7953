import { rl } from '../../support/chemRuns';
import { present } from '../../support/present';
import { cddRequests } from '../scenario';
import type { Stage } from '../scenario';
import { makersOf, shuffled, snapshotOf, someOf } from './crowd';
import type { Account, Crowd, CrowdOptions, CrowdScene, Found, Step } from './crowd';

const debitsOfSample = 5;

/** Amounts are counted in thousandths, so that no fraction of this test is one of binary numbers. */
const inUnits = (thousandths: number) => Number(`${thousandths}e-3`);

interface Debit {
	sample: number;
	mark: string;
	thousandths: number;
}

interface Vial {
	id: number;
	/** What it held at first, in thousandths. */
	held: number;
}

/** A sample that holds some more than its debits take, or exactly as much. */
function newVial(stage: Stage, debits: readonly number[]): Vial {
	const taken = debits.reduce((sum, debit) => sum + debit, 0);
	const held = taken + (stage.chance(30) ? 0 : stage.random(5_000));
	return { id: stage.cdd.addSample({ current_amount: inUnits(held) }).id, held };
}

const markIn = (value: unknown) => /m\d+x/.exec(String(value))?.[0];

function find(
	stage: Stage,
	vials: readonly Vial[],
	debits: readonly Debit[],
	stepsOf: ReadonlyMap<number, Step[]>,
	{ told, outputs }: Account,
): Found {
	const effects = debits.map(() => 0);
	const faults: string[] = [];
	for (const { id, held } of vials) {
		const sample = present(stage.cdd.samples.get(id));
		const changes = sample.inventory_events.flatMap(({ fields }) => markIn(fields.Reason) ?? []);
		const steps = stepsOf.get(id) ?? [];
		const makers = makersOf(changes, steps, told);
		if (!makers) {
			const asked = steps.map(({ item, change }) => `${item} ${change} (${told[item]})`).join(', ');
			faults.push(`sample ${id} has the events ${changes.join(', ')}; items ${asked}`);
			continue;
		}
		let left = held;
		for (const item of makers) {
			const before = left;
			left -= debits[item]?.thousandths ?? 0;
			effects[item] = (effects[item] ?? 0) + 1;
			const { json = {} } = outputs.get(item) ?? {};
			if (told[item] !== 'done') continue;
			const said = typeof json.before === 'object' && json.before !== null ? json.before : {};
			if (json.id !== id || !('current_amount' in said) || said.current_amount !== inUnits(before))
				faults.push(`item ${item}: sample ${id} held ${inUnits(before)} before it, told as ${JSON.stringify(json)}`);
			if (json.current_amount !== inUnits(left))
				faults.push(`item ${item}: left ${inUnits(left)}, told as ${String(json.current_amount)}`);
		}
		if (sample.current_amount !== inUnits(left))
			faults.push(`sample ${id} holds ${sample.current_amount}, and should hold ${inUnits(left)}`);
	}
	return { effects, faults };
}

function build(stage: Stage, { items, impossible: number }: CrowdOptions): Crowd {
	const vials: Vial[] = [];
	const inOrder: Debit[] = [];
	while (inOrder.length < items) {
		const amounts = Array.from({ length: debitsOfSample }, () => 1 + stage.random(1_999));
		const vial = newVial(stage, amounts);
		vials.push(vial);
		inOrder.push(...amounts.map((thousandths) => ({ sample: vial.id, mark: stage.mark(), thousandths })));
	}
	const debits = shuffled(stage, inOrder).slice(0, items);
	const impossible = someOf(stage, items, number);
	for (const item of impossible) Object.assign(present(debits[item]), { thousandths: 1_000_000 });
	const stepsOf = new Map<number, Step[]>();
	for (const [item, { sample, mark }] of debits.entries())
		stepsOf.set(sample, [...(stepsOf.get(sample) ?? []), { item, change: mark }]);
	const others = [stage.cdd.samples, stage.cdd.batches].map((records) => snapshotOf<unknown>(records));
	return {
		parameters: {
			sample: rl('={{ $json.sample }}'),
			specifyData: 'fields',
			events: {
				event: [
					{
						debit: '={{ $json.debit }}',
						eventFields: {
							field: [{ name: 'Reason', type: 'text', value: "={{ $json.mark + ' ' + Math.random() }}" }],
						},
					},
				],
			},
			output: 'simplified',
			options: {},
		},
		inputs: debits.map(({ sample, mark, thousandths }) => ({ sample, mark, debit: inUnits(thousandths) })),
		requests: { looks: items, writes: items },
		impossible,
		carries: () => 1,
		find(account) {
			const { effects, faults } = find(stage, vials, debits, stepsOf, account);
			return { effects, faults: [...faults, ...others.flatMap((look) => look((id) => stepsOf.has(id)))] };
		},
	};
}

export const debits: CrowdScene = {
	title: 'debits, five of each sample',
	operation: 'cddInventorySample inventorySample update',
	...cddRequests('PUT', '/inventory_samples/{id}'),
	build,
};
