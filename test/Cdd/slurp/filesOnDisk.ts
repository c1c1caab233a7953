import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import type { IBinaryKeyData } from 'n8n-workflow';

import { Container } from '../../support/n8nCore';

export interface FilesOnDisk {
	/** The file of an item, as n8n keeps it with binary data mode "filesystem". */
	store: (content: Buffer | string, fileName: string) => Promise<IBinaryKeyData>;
	remove: () => void;
}

/** Lets n8n keep binary data in a folder, until `remove` is called. */
export async function keepFilesOnDisk(): Promise<FilesOnDisk> {
	const folder = mkdtempSync(path.join(tmpdir(), 'binary-data-'));
	const service = Container.get(BinaryDataService);
	const config = Container.get(BinaryDataConfig);
	const before = [{ ...config }, { ...service, managers: {} }];
	Object.assign(config, { mode: 'filesystem', localStoragePath: folder });
	await service.init();
	return {
		store: async (content, fileName) => {
			const location = { type: 'execution' as const, workflowId: 'w', executionId: '1' };
			const data = await service.store(location, Buffer.from(content), { data: '', fileName, mimeType: 'text/csv' });
			return { data };
		},
		remove: () => {
			Object.assign(config, before[0]);
			Object.assign(service, before[1]);
			rmSync(folder, { recursive: true });
		},
	};
}
