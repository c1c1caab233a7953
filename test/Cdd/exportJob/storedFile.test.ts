import { createHash } from 'crypto';
import { BinaryDataService } from 'n8n-core';

import { runSamples } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

interface StoredFile {
	/** Whether n8n got the bytes as a stream, piece by piece. */
	streamed: boolean;
	bytes: Buffer;
}

/** What reached the place where n8n keeps files, the last one at the end. */
const stored: StoredFile[] = [];

beforeEach(() => {
	forgetWaits();
	stored.length = 0;
	// As on disk: the bytes are drawn from the stream, and the item gets an id instead of them.
	vi.spyOn(BinaryDataService.prototype, 'store').mockImplementation(async (_location, content, binaryData) => {
		if (Buffer.isBuffer(content)) {
			stored.push({ streamed: false, bytes: content });
		} else {
			const pieces: Buffer[] = [];
			for await (const piece of content) pieces.push(Buffer.from(piece));
			stored.push({ streamed: true, bytes: Buffer.concat(pieces) });
		}
		return { ...binaryData, id: 'filesystem-v2:test', data: 'filesystem-v2' };
	});
});

afterEach(() => vi.restoreAllMocks());

describe('an export where n8n keeps files on its disk', () => {
	it.each(['json', 'ndjson'])('streams there and never stands in memory whole (%s)', async (format) => {
		const { items } = await runSamples(sandbox(), [{}], { operation: 'export', format, binaryPropertyName: 'data' });
		expect(items[0]?.binary?.data).toMatchObject({ id: 'filesystem-v2:test' });
		expect(stored).toHaveLength(1);
		expect(stored[0]?.streamed).toBe(true);
		const { bytes } = stored[0] ?? { bytes: Buffer.alloc(0) };
		expect(items[0]?.json).toMatchObject({
			complete: true,
			records: sandbox().cdd.samples.size,
			bytes: bytes.length,
			sha256: createHash('sha256').update(bytes).digest('hex'),
		});
	});

	it('is whole after downloads that broke off', async () => {
		sandbox().faults.add({ when: { port: 'storage' }, times: 2, do: { kind: 'drop', moment: 'midway' } });
		const { items } = await runSamples(sandbox(), [{}], {
			operation: 'export',
			format: 'json',
			binaryPropertyName: 'data',
		});
		const bytes = stored.at(-1)?.bytes ?? Buffer.alloc(0);
		expect(items[0]?.json).toMatchObject({ complete: true, sha256: createHash('sha256').update(bytes).digest('hex') });
		expect(JSON.parse(bytes.toString('utf8'))).toMatchObject({ count: sandbox().cdd.samples.size });
	});
});

describe('an export that n8n may not store', () => {
	it('because of its size is told at once, and downloaded once', async () => {
		vi.mocked(BinaryDataService.prototype.store).mockImplementation(async (_location, content) => {
			if (!Buffer.isBuffer(content)) for await (const piece of content) expect(piece).toBeDefined();
			throw new Error(
				'its size exceeds the max size limit. Consider increasing `N8N_BINARY_DATA_DATABASE_MAX_FILE_SIZE`',
			);
		});
		const { error } = await runSamples(sandbox(), [{}], {
			operation: 'export',
			format: 'json',
			binaryPropertyName: 'data',
		});
		const [id] = [...sandbox().cdd.exports.keys()].slice(-1);
		expect(error?.message).toBe('The file is larger than n8n may store [row 1]');
		expect(error?.description).toContain('N8N_BINARY_DATA_DATABASE_MAX_FILE_SIZE');
		expect(error?.description).toContain(`Enter ${id} as 'Export ID'`);
		expect(sandbox().requests.filter(({ port }) => port === 'storage')).toHaveLength(1);
	});
});
