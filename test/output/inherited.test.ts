import { locator, runSamples } from '../support/sampleNode';
import { sandboxForTests } from '../support/sandbox';
import { forgetWaits } from '../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

it('a selected field that every object inherits is an empty column like any other unknown one', async () => {
	const { id } = sandbox().cdd.addSample();
	const { json } = await runSamples(sandbox(), [{}], {
		operation: 'get',
		sample: locator(id),
		output: 'selectedFields',
		selectedFields: ['constructor', 'toString'],
	});
	expect(json).toEqual([{ id, constructor: null, toString: null }]);
});
