import { manifestText, readManifest } from '../../../../nodes/shared/backup/night/nightManifest';

const night = {
	manifest: 1 as const,
	night: '2026-11-27',
	service: 'CDD Vault',
	source: { id: '1234' },
	startedAt: '2026-11-27T03:30:00.000Z',
	finishedAt: '2026-11-27T03:31:00.000Z',
	complete: true,
	problems: [],
	notes: [],
	slot: 'fri',
	parts: [],
};

describe('the text of a manifest', () => {
	it('is read as what was written, and written again from it', () => {
		const text = manifestText(night);
		expect(readManifest(text)).toEqual(night);
		const moved = { ...readManifest(text), night: '2026-11-24' };
		expect(readManifest(manifestText(moved))).toEqual(moved);
	});

	it('is refused with one digit changed', () => {
		expect(() => readManifest(manifestText(night).replace('03:31', '03:32'))).toThrow(/is damaged/);
	});
});
