import { sleep } from 'n8n-workflow';

import { Pace } from '../../../nodes/shared/http/pace';

/** Requests that stay under way until they are answered. */
function requests(pace: Pace) {
	const sent: string[] = [];
	const answers = new Map<string, () => void>();
	const send = (name: string) => {
		void pace.turn(async (depart) => {
			await depart();
			sent.push(name);
			await new Promise<void>((resolve) => answers.set(name, resolve));
		});
	};
	const answer = async (name: string) => {
		answers.get(name)?.();
		answers.delete(name);
		await sleep(0);
	};
	return { sent, send, answer, underWay: () => answers.size };
}

const named = (count: number) => Array.from({ length: count }, (_none, at) => `r${at}`);

/** A rest, and its end. */
function rest() {
	let end = () => undefined as void;
	const lasting = new Promise<void>((resolve) => {
		end = resolve;
	});
	return { lasting, end };
}

describe('the pace of a run', () => {
	it.each([1, 3, 10])('lets %s requests be under way, in the order in which they come', async (most) => {
		const { sent, send, answer, underWay } = requests(new Pace(most));
		for (const name of named(12)) send(name);
		await sleep(0);
		expect(sent).toEqual(named(12).slice(0, most));
		for (const name of named(12)) {
			await answer(name);
			expect(underWay()).toBeLessThanOrEqual(most);
		}
		expect(sent).toEqual(named(12));
	});

	it('lets nobody pass those who wait', async () => {
		const { sent, send, answer } = requests(new Pace(1));
		send('first');
		send('second');
		await sleep(0);
		await answer('first');
		send('third');
		await answer('second');
		await sleep(0);
		expect(sent).toEqual(['first', 'second', 'third']);
	});

	it('keeps no place for a request that is not ready to leave, nor for one that never will be', async () => {
		const pace = new Pace(1);
		const { sent, send } = requests(pace);
		void pace.turn(async () => await new Promise(() => undefined));
		await expect(pace.turn(async () => await Promise.reject(new Error('no credential')))).rejects.toThrow();
		send('ready');
		await sleep(0);
		expect(sent).toEqual(['ready']);
	});

	it('gives a request one place, however often it asks for it', async () => {
		const sent = new Pace(1).turn(async (depart) => {
			await depart();
			await depart();
			return 'sent';
		});
		expect(await Promise.race([sent, sleep(0).then(() => 'waits for itself')])).toBe('sent');
	});

	it('lets no other leave once it was stopped: neither those that wait nor new ones', async () => {
		const pace = new Pace(1);
		const { sent, send, answer } = requests(pace);
		send('first');
		await sleep(0);
		const [reason, later] = [new Error('no access'), new Error('later')];
		const waiting = expect(pace.turn(async (depart) => await depart())).rejects.toBe(reason);
		pace.stop(reason);
		pace.stop(later);
		await answer('first');
		await waiting;
		await expect(pace.turn(async (depart) => await depart())).rejects.toBe(reason);
		expect(sent).toEqual(['first']);
	});

	it.each([
		[1, 1],
		[2, 4],
		[10, 20],
	])('with %s requests at a time is kept busy by %s works, one after the other included', (most, works) => {
		expect(new Pace(most).worksAtOnce).toBe(works);
	});

	it('goes on after a request that failed', async () => {
		const pace = new Pace(1);
		const failing = pace.turn(async (depart) => {
			await depart();
			throw new Error('no');
		});
		await expect(failing).rejects.toThrow('no');
		await expect(pace.turn(async (depart) => await depart().then(() => 'yes'))).resolves.toBe('yes');
	});

	it('begins no other request while as many as allowed were tried and are to be tried again', async () => {
		const pace = new Pace(2);
		const tried: string[] = [];
		const again = new Map<string, () => void>();
		const twice = async (name: string) =>
			await pace.turns(async (turn) => {
				const once = async () => await turn(async (depart) => await depart().then(() => tried.push(name)));
				await once();
				await new Promise<void>((resolve) => again.set(name, resolve));
				await once();
			});
		const all = ['a', 'b', 'c', 'd'].map(twice);
		await sleep(0);
		expect(tried).toEqual(['a', 'b']);
		again.get('b')?.();
		await all[1];
		await sleep(0);
		expect(tried).toEqual(['a', 'b', 'b', 'c']);
		again.get('c')?.();
		await all[2];
		again.get('a')?.();
		await all[0];
		await sleep(0);
		again.get('d')?.();
		await pace.settled();
		expect(tried).toEqual(['a', 'b', 'b', 'c', 'c', 'd', 'a', 'd']);
	});

	it('is settled when the last request is done, one that waits included', async () => {
		const pace = new Pace(1);
		const { send, answer } = requests(pace);
		send('first');
		send('second');
		await sleep(0);
		let isSettled = false;
		const settled = pace.settled().then(() => (isSettled = true));
		await answer('first');
		expect(isSettled).toBe(false);
		await answer('second');
		await settled;
	});

	it('lets all of them wait while the service asks for a rest, the new ones too', async () => {
		const pace = new Pace(4);
		const { sent, send } = requests(pace);
		const [short, long] = [rest(), rest()];
		void pace.slowDown(pace.period, short.lasting);
		void pace.slowDown(pace.period, long.lasting);
		send('waiting');
		await sleep(0);
		short.end();
		send('late');
		await sleep(0);
		expect(sent).toEqual([]);
		long.end();
		await sleep(0);
		expect(sent).toEqual(['waiting']);
	});

	it('goes half as fast afterwards, once for all that were under way together, and gets faster with the answers', async () => {
		const pace = new Pace(8);
		const { period } = pace;
		for (let refused = 0; refused < 8; refused++) await pace.slowDown(period, Promise.resolve());
		const { send, answer, underWay } = requests(pace);
		for (const name of named(40)) send(name);
		await sleep(0);
		expect(underWay()).toBe(4);
		for (let answered = 0; answered < 40; answered++) {
			pace.speedUp();
			await answer(`r${answered}`);
			if (answered === 3) expect(underWay()).toBe(5);
			if (answered === 29) expect(underWay()).toBe(8);
		}
	});

	it('never stands still for good, however often it is slowed down', async () => {
		const pace = new Pace(10);
		for (let times = 0; times < 20; times++) await pace.slowDown(pace.period, Promise.resolve());
		const { send, sent } = requests(pace);
		send('one');
		send('two');
		await sleep(0);
		expect(sent).toEqual(['one']);
	});

	it('goes on although the rest ended with a stop', async () => {
		const pace = new Pace(2);
		await expect(pace.slowDown(pace.period, Promise.reject(new Error('stopped')))).rejects.toThrow('stopped');
		await expect(pace.turn(async (depart) => await depart().then(() => 'sent'))).resolves.toBe('sent');
	});
});
