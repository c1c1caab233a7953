import '../../support/waits';

import { Readable } from 'node:stream';
import { sleep } from 'n8n-workflow';
import nock from 'nock';

import { inventorySamples } from '../../../nodes/Cdd/records/sample/resource';
import { connectCdd } from '../../../nodes/Cdd/service/api';
import type * as download from '../../../nodes/Cdd/service/exportJob/download';
import { readKept } from '../../../nodes/Cdd/service/list/readAll';
import { cddBase } from '../../support/cdd';
import { insideNode } from '../../support/probe';

const samples = Array.from({ length: 60 }, (_none, at) => ({ id: at + 1, units: 'mg' }));

/** The download is replaced, as nock gives all of one in a single piece. */
vi.mock('../../../nodes/Cdd/service/exportJob/download', async (importOriginal) => ({
	...(await importOriginal<typeof download>()),
	openExport: async () => Readable.from(piecesOfExport()),
}));
afterAll(() => void vi.doUnmock('../../../nodes/Cdd/service/exportJob/download'));

function* piecesOfExport(): Generator<Buffer> {
	yield Buffer.from('{"count":60,"objects":[');
	for (const sample of samples) yield Buffer.from(`${sample.id > 1 ? ',' : ''}${JSON.stringify(sample)}`);
	yield Buffer.from(']}');
}

function servePages(): void {
	nock(cddBase)
		.get('/vaults/4598/inventory_samples')
		.query({ page_size: '1000' })
		.reply(200, { count: 60, objects: samples });
}

function serveExport(): void {
	const vault = nock(cddBase);
	vault.get('/vaults/4598/inventory_samples').query({ async: 'true' }).reply(200, { id: 77, status: 'new' });
	vault.get('/vaults/4598/export_progress/77').reply(200, { id: 77, status: 'finished' });
}

/** Holds the thread, as work on many records does. */
function hold(milliseconds: number): void {
	for (const until = Date.now() + milliseconds; Date.now() < until;);
}

describe('what is kept of a list', () => {
	it.each([
		['pages', servePages],
		['asyncExport', serveExport],
	] as const)('is worked out while others have their turn (%s)', async (retrieval, serve) => {
		serve();
		/** How often others had their turn before each record. */
		const before: number[] = [];
		let turns = 0;
		let ended = false;
		const others = async () => {
			for (; !ended; turns++) await sleep(0);
		};
		const counting = others();
		const { thrown } = await insideNode(async (functions) => {
			const api = await connectCdd(functions);
			const patience = { timeLimit: 60_000, cancelWhenTimeIsUp: true, onProgress: () => undefined };
			const ids = await readKept(api, inventorySamples, {}, retrieval, patience, ({ id }) => {
				before.push(turns);
				hold(10);
				return id;
			});
			expect(ids).toEqual(samples.map(({ id }) => id));
		});
		ended = true;
		await counting;
		expect(thrown).toBeUndefined();
		expect(before).toHaveLength(60);
		expect(new Set(before).size).toBeGreaterThanOrEqual(10);
	});
});
