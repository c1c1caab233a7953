import type { IDataObject, INode } from 'n8n-workflow';

import { CddInventorySample } from '../../nodes/Cdd/CddInventorySample.node';
import { ChemInventoryContainer } from '../../nodes/ChemInventory/ChemInventoryContainer.node';
import { onSandbox } from '../support/cdd';
import { onChemSandbox } from '../support/chemInventory';
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
			do: { kind: 'status', status: 500 },
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

it.each(agents)(
	'for %s a new container whose answer is still out leaves the checks of others as they are',
	async (agent) => {
		const { lab } = sandbox().chemInventory;
		lab.addContainer({ barcode: 'TAKEN1' });
		sandbox().faults.add({ when: { path: '/container/add' }, times: 1, do: { kind: 'drop', moment: 'before' } });
		const creating = {
			operation: 'create',
			name: 'Bottle',
			substance: rl(fromAi('cas'), 'cas'),
			location: rl(fromAi('place'), 'path'),
			barcodeCheck: 'refuse',
			barcode: fromAi('barcode'),
		};
		const { answers } = await callTool(
			onChemSandbox(new ChemInventoryContainer(), sandbox()),
			creating as IDataObject as INode['parameters'],
			[
				{ cas: '67-64-1', place: 'Cupboards > Cupboard 1', barcode: 'NEW1' },
				{ cas: '67-56-1', place: 'Cupboards > Cupboard 2', barcode: 'TAKEN1' },
			],
			{ agent },
		);
		expect(answers[0]).toContain('Outcome unknown');
		expect(answers[1]).toContain("'Barcode' is in use already");
		expect(answers[1]).not.toContain('Outcome unknown');
	},
);

it.each(agents)('for %s a failure is told where the node is to continue and to try again', async (agent) => {
	const { answers } = await callTool(
		onSandbox(new CddInventorySample(), sandbox()),
		debiting as IDataObject as INode['parameters'],
		[{ sample: 'abc', debit: 5 }],
		{ agent, settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1, onError: 'continueRegularOutput' } },
	);
	expect(answers[0]).toContain("'Sample' is not an ID");
});
