import { pause, throwIfCanceled } from '../../../nodes/shared/http/pause';
import { forgetWaits, onNextWait, waits } from '../../support/waits';

beforeEach(forgetWaits);

describe('a wait', () => {
	it('lasts as long as asked', async () => {
		await pause(1_500);
		expect(waits).toEqual([1_500]);
	});

	it('fails when the execution is stopped meanwhile', async () => {
		const controller = new AbortController();
		onNextWait(() => controller.abort());
		await expect(pause(1_500, controller.signal)).rejects.toMatchObject({
			kind: 'canceled',
			message: 'The execution was stopped',
		});
	});

	it('fails when the execution was stopped before', async () => {
		const controller = new AbortController();
		controller.abort();
		expect(() => throwIfCanceled(controller.signal)).toThrow('The execution was stopped');
		await expect(pause(1_500, controller.signal)).rejects.toMatchObject({ kind: 'canceled' });
	});
});
