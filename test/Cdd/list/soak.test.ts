import '../../support/waits';

import type * as scalars from '../../../nodes/Cdd/contract/scalars';
import { batches } from '../../../nodes/Cdd/records/batch/resource';
import { allLocations } from '../../../nodes/Cdd/records/inventoryLocation';
import { inventorySamples } from '../../../nodes/Cdd/records/sample/resource';
import { connectCdd } from '../../../nodes/Cdd/service/api';
import type { CddApi } from '../../../nodes/Cdd/service/api';
import { readAll, readUpTo } from '../../../nodes/Cdd/service/list/readAll';
import { Fault } from '../../../nodes/shared/fault';
import { seededRandom } from '../../../sandbox/cheminventory/seed/random';
import { insideNode } from '../../support/probe';
import { isWhole, soakSeeds } from '../../support/soak';
import { ChangingList, orders } from './changingList';
import type { OrderName, Verdict } from './changingList';

const pageSize = 12;

/** A page is small here, so that a list of a few dozen records has several. */
vi.mock('../../../nodes/Cdd/contract/scalars', async (importOriginal) => ({
	...(await importOriginal<typeof scalars>()),
	maxPageSize: 12,
}));
afterAll(() => void vi.doUnmock('../../../nodes/Cdd/contract/scalars'));

const patience = { timeLimit: 60_000, cancelWhenTimeIsUp: true, onProgress: () => undefined };

type Reading = (api: CddApi) => Promise<Iterable<{ id: number }>>;

/** What reads a list of CDD Vault that may have more than one page. */
const readings: Record<string, Reading> = {
	'samples, Automatic': async (api) => await readAll(api, inventorySamples, {}, 'automatic', patience),
	'samples, Pages': async (api) => await readAll(api, inventorySamples, {}, 'pages', patience),
	'samples, Limit': async (api) => await readUpTo(api, inventorySamples, {}, 10_000),
	'batches, Automatic': async (api) => await readAll(api, batches, {}, 'automatic', patience),
	'batches, Pages': async (api) => await readAll(api, batches, {}, 'pages', patience),
	'batches, Limit': async (api) => await readUpTo(api, batches, {}, 10_000),
	locations: async (api) => (await allLocations(api)).values(),
};

async function outcomeOf(list: ChangingList, read: Reading, api: CddApi): Promise<Verdict> {
	list.serve();
	try {
		return list.verdictOn(Array.from(await read(api), ({ id }) => id));
	} catch (thrown) {
		if (thrown instanceof Fault && thrown.kind === 'incomplete') return 'told';
		throw thrown;
	} finally {
		list.stop();
	}
}

const orderNames = Object.keys(orders) as OrderName[];
const histories = isWhole ? 1000 : 70;

describe.each(soakSeeds(20260714))(`${histories} readings of lists that people work on, seed %i`, (seed) => {
	it('bring every record that was there all the time, once, or say that they could not', async () => {
		const random = seededRandom(seed);
		const silent: unknown[] = [];
		const counted = { told: 0, whole: 0 };
		const { thrown } = await insideNode(async (functions) => {
			for (let history = 0; history < histories; history++) {
				const [name, read] = Object.entries(readings)[history % 7] ?? [];
				const order = orderNames[random(2) === 0 ? random(orderNames.length) : 0];
				if (!read || !order) throw new Error('there is nothing to read');
				const list = new ChangingList(random, order, 5 + random(7 * pageSize), 10 + random(60));
				const verdict = await outcomeOf(list, read, await connectCdd(functions));
				if (typeof verdict === 'string') counted[verdict]++;
				else silent.push({ history, name, order, ...verdict });
			}
		});
		expect(thrown).toBeUndefined();
		expect(silent).toEqual([]);
		expect(counted.whole).toBeGreaterThan(histories / 3);
		expect(counted.told).toBeGreaterThan(0);
	}, 300_000);
});
