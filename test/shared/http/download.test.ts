import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { BinaryDataService } from 'n8n-core';
import type { IExecuteFunctions } from 'n8n-workflow';

import { Fault } from '../../../nodes/shared/fault';
import { store, streamIn, withinTime } from '../../../nodes/shared/http/download';
import { Pace } from '../../../nodes/shared/http/pace';
import { send } from '../../../nodes/shared/http/send';
import { insideNode } from '../../support/probe';
import { plainServer } from '../../support/realNetwork';

const service = { name: 'Lab Service', credentialType: 'cddVaultApi', readOnly: false, pace: new Pace() };
const content = 'Molecule,Amount\n'.repeat(1_000);
const ample = 60_000;

async function download(functions: IExecuteFunctions, port: number, timeLimit: number, cancel?: AbortController) {
	return await withinTime(timeLimit, cancel?.signal, async (signal) => {
		const answer = await send(functions, service, {
			method: 'GET',
			url: `http://127.0.0.1:${port}/file`,
			access: 'read',
			timeLimit,
			answerAs: 'stream',
			anonymous: true,
			signal,
		});
		const stream = streamIn(answer);
		if (!stream) throw new Error('no stream came');
		const pass = (piece: Uint8Array) => {
			cancel?.abort();
			return [piece];
		};
		const file = await store(functions, stream, pass, { fileName: 'a.csv', mimeType: 'text/csv' });
		return Buffer.from(file.data, 'base64').toString('utf8');
	});
}

afterEach(() => vi.restoreAllMocks());

describe('a file that its storage compresses', () => {
	it.each([
		['gzip', gzipSync],
		['deflate', deflateSync],
		['br', brotliCompressSync],
	] as const)('arrives as it was (%s)', async (encoding, pack) => {
		const bytes = pack(content);
		const port = await plainServer((_request, response) =>
			response.writeHead(200, { 'content-encoding': encoding, 'content-length': bytes.length }).end(bytes),
		);
		const { value, thrown } = await insideNode(async (functions) => await download(functions, port, ample));
		expect(thrown).toBeUndefined();
		expect(value).toBe(content);
	});

	it('in a way that n8n does not know is refused instead of saved', () => {
		const body = { pipe: () => undefined, [Symbol.asyncIterator]: () => undefined, destroy: vi.fn() };
		const opened = () => streamIn({ statusCode: 200, headers: { 'content-encoding': 'zstd' }, body });
		expect(opened).toThrow('The file is compressed in a way that n8n cannot read');
		expect(body.destroy).toHaveBeenCalled();
	});
});

/** Sends a byte now and then, without end. */
const dripping = async () =>
	await plainServer((_request, response) => {
		response.writeHead(200, { 'content-type': 'text/csv' });
		const timer = setInterval(() => response.write('a'), 20);
		response.on('close', () => clearInterval(timer));
		response.write('a');
	});

describe('a download that only drips', () => {
	it('ends by its time limit, and says so', async () => {
		const port = await dripping();
		const { fault } = await insideNode(async (functions) => await download(functions, port, 300));
		expect(fault).toMatchObject({ kind: 'timedOut', message: 'The download did not end within its time limit' });
	});

	it('ends as stopped when the execution is stopped', async () => {
		const port = await dripping();
		const stopAtFirstPiece = new AbortController();
		const { fault } = await insideNode(async (functions) => await download(functions, port, ample, stopAtFirstPiece));
		expect(fault).toMatchObject({ kind: 'canceled' });
	});

	it('as data ends by the time limit of its request as well', async () => {
		const port = await dripping();
		const { fault } = await insideNode(
			async (functions) =>
				await send(functions, service, {
					method: 'POST',
					body: { amount: 1 },
					url: `http://127.0.0.1:${port}/records`,
					access: 'write',
					timeLimit: 300,
				}),
		);
		expect(fault).toMatchObject({ message: 'The service did not answer in time', effect: 'unknown' });
	});
});

describe('a file that n8n cannot store', () => {
	const storing = async (refusal: string) => {
		vi.spyOn(BinaryDataService.prototype, 'store').mockRejectedValue(new Error(refusal));
		const port = await plainServer((_request, response) => response.end(content));
		return await insideNode(async (functions) => await download(functions, port, ample));
	};

	it('because it is too large for the database is told with the names of the settings', async () => {
		const { fault } = await storing(
			'Failed to write binary file "a.csv" (1) because its size of 600 MB exceeds the max size limit of 512 MB set for `database` mode. Consider increasing `N8N_BINARY_DATA_DATABASE_MAX_FILE_SIZE` up to 1 GB',
		);
		expect(fault).toMatchObject({ kind: 'unsuccessful', message: 'The file is larger than n8n may store' });
		expect(fault?.description).toMatch(/raise N8N_BINARY_DATA_DATABASE_MAX_FILE_SIZE.*N8N_DEFAULT_BINARY_DATA_MODE/s);
	});

	it('for another reason is told in its words', async () => {
		const { fault } = await storing('no space left on device');
		expect(fault).toMatchObject({ kind: 'unsuccessful', message: 'n8n could not store the file' });
		expect(fault?.description).toContain('no space left on device');
	});

	it('is not blamed where the download itself broke', async () => {
		const port = await plainServer((_request, response) => {
			response.writeHead(200, { 'content-length': 100 });
			response.write('abc', () => response.socket?.destroy());
		});
		const { thrown } = await insideNode(async (functions) => await download(functions, port, ample));
		expect(thrown).toBeInstanceOf(Error);
		expect(thrown).not.toBeInstanceOf(Fault);
	});
});
