import type { Profile } from './probe';

interface Cost {
	where: string;
	milliseconds: number;
}

const shown = 25;

/** The end of a path, from the package on. */
const shortened = (url: string) => url.replace(/^.*node_modules\//, '').replace(/^file:\/\//, '');

/** Where n8n's process spent its time, the most costly first. */
export function costs({ nodes, samples, timeDeltas }: Profile): Cost[] {
	const byId = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
	const sums = new Map<string, number>();
	for (const [at, id] of samples.entries()) {
		const frame = byId.get(id);
		if (!frame) continue;
		const { functionName, url, lineNumber } = frame;
		const where = `${functionName || '(anonymous)'} ${url === '' ? '' : `${shortened(url)}:${lineNumber + 1}`}`.trim();
		sums.set(where, (sums.get(where) ?? 0) + (timeDeltas[at] ?? 0) / 1000);
	}
	return [...sums]
		.map(([where, milliseconds]) => ({ where, milliseconds }))
		.sort((a, b) => b.milliseconds - a.milliseconds);
}

export function profileText(profile: Profile): string {
	const all = costs(profile);
	const total = all.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
	return all
		.slice(0, shown)
		.map(({ where, milliseconds }) => {
			const share = `${((100 * milliseconds) / total).toFixed(1)} %`;
			return `${share.padStart(7)} ${String(Math.round(milliseconds)).padStart(7)} ms  ${where}`;
		})
		.join('\n');
}
