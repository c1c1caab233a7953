import type { IDataObject, INode } from 'n8n-workflow';

import { CddInventorySample } from '../../nodes/Cdd/CddInventorySample.node';
import { onSandbox } from '../support/cdd';
import { rl } from '../support/chemRuns';
import { sandboxForTests } from '../support/sandbox';
import { agents, callTool, fromAi } from '../support/tool';
import { forgetWaits } from '../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const eventsJson = `={{ JSON.stringify({ inventory_events: [{ fields: { Debit: $fromAI('debit', 'Amount', 'number') } }] }) }}`;
const debiting = { operation: 'update', sample: rl(fromAi('sample')), specifyData: 'json', eventsJson };

describe.each(agents)('for %s a debit whose answer is still out', (agent) => {
	const call = async (calls: IDataObject[]) => {
		const subject = onSandbox(new CddInventorySample(), sandbox());
		return (await callTool(subject, debiting as IDataObject as INode['parameters'], calls, { agent })).answers;
	};
	/** The first debit takes effect, and neither its answer nor a look at the sample comes back. */
	const loseFirst = (id: number) => {
		sandbox().faults.add({
			when: { endpoint: 'updateInventorySample' },
			times: 1,
			do: { kind: 'drop', moment: 'after' },
		});
		sandbox().faults.add({
			when: { method: 'GET', path: `/inventory_samples/${id}`, nth: 2 },
			times: 12,
			do: { kind: 'status', status: 503 },
		});
	};

	it('keeps another amount from being taken from the same sample, and from no other', async () => {
		const [one, other] = [sandbox().cdd.addSample(), sandbox().cdd.addSample()];
		loseFirst(one.id);
		const answers = await call([
			{ sample: String(one.id), debit: 5 },
			{ sample: String(one.id), debit: 6 },
			{ sample: String(other.id), debit: 6 },
		]);
		expect(answers[0]).toContain('Outcome unknown');
		expect(answers[1]).toContain('Outcome unknown');
		expect(answers[1]).toContain('An earlier try sent this change with other values');
		expect(answers[2]).toContain('"current_amount":94');
		expect([one, other].map(({ id }) => sandbox().cdd.samples.get(id)?.current_amount)).toEqual([95, 94]);
	});

	it('is found when the agent asks for the same once more', async () => {
		const { id } = sandbox().cdd.addSample();
		loseFirst(id);
		const answers = await call([1, 2].map(() => ({ sample: String(id), debit: 5 })));
		expect(answers[0]).toContain('Outcome unknown');
		expect(answers[1]).toContain('"current_amount":95');
		expect(sandbox().cdd.samples.get(id)?.current_amount).toBe(95);
	});
});
