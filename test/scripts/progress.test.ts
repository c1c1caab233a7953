import { step } from '../../scripts/lib/progress';

describe('steps of a command', () => {
	let said: string[] = [];
	beforeEach(() => {
		said = [];
		vi.useFakeTimers();
		vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
			said.push(String(text).trimEnd());
			return true;
		});
	});
	afterEach(() => {
		vi.useRealTimers();
		vi.restoreAllMocks();
	});

	const seconds = (count: number) => async () => new Promise<void>((resolve) => setTimeout(resolve, count * 1000));

	it('says of one step that it is at it and done', async () => {
		const building = step('Building (a minute)', seconds(10));
		await vi.advanceTimersByTimeAsync(10_000);
		await building;
		expect(said).toEqual(['Building (a minute) …', '  … still at it, 8 s', '  done (10 s)']);
	});

	it('names each of two steps that run side by side', async () => {
		const both = Promise.all([step('Getting n8n (3 GB)', seconds(20)), step('Building, a while', seconds(10))]);
		await vi.advanceTimersByTimeAsync(20_000);
		await both;
		expect(said).toEqual([
			'Getting n8n (3 GB) …',
			'Building, a while …',
			'  … still at it, Getting n8n (8 s), Building (8 s)',
			'  Building: done (10 s)',
			'  … still at it, Getting n8n (16 s)',
			'  Getting n8n: done (20 s)',
		]);
	});

	it('says nothing more after a step that failed, and passes the failure on', async () => {
		const failing = step('Building', async () => Promise.reject(new Error('no compiler')));
		await expect(failing).rejects.toThrow('no compiler');
		await vi.advanceTimersByTimeAsync(60_000);
		expect(said).toEqual(['Building …']);
	});
});
