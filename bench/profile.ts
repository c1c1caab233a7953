import type { Span } from './execution';
import type { Profile } from './probe';

interface Cost {
	where: string;
	milliseconds: number;
}

const shown = 25;

/** The end of a path, from the package on. */
const shortened = (url: string) => url.replace(/^.*node_modules\//, '').replace(/^file:\/\//, '');

/**
 * Where n8n's process spent its time, the most costly first.
 * @param within by the clock
 */
export function costs(
	{ nodes, samples, timeDeltas, from: begun }: Profile,
	within: Span = { from: 0, to: Number.POSITIVE_INFINITY },
): Cost[] {
	const byId = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
	const sums = new Map<string, number>();
	let now = begun;
	for (const [at, id] of samples.entries()) {
		const milliseconds = (timeDeltas[at] ?? 0) / 1000;
		now += milliseconds;
		const frame = byId.get(id);
		if (!frame || now <= within.from || now > within.to) continue;
		const { functionName, url, lineNumber } = frame;
		const where = `${functionName || '(anonymous)'} ${url === '' ? '' : `${shortened(url)}:${lineNumber + 1}`}`.trim();
		sums.set(where, (sums.get(where) ?? 0) + milliseconds);
	}
	return [...sums]
		.map(([where, milliseconds]) => ({ where, milliseconds }))
		.sort((a, b) => b.milliseconds - a.milliseconds);
}

function costText(all: readonly Cost[], most: number): string {
	const total = all.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
	return all
		.slice(0, most)
		.map(({ where, milliseconds }) => {
			const share = `${((100 * milliseconds) / total).toFixed(1)} %`;
			return `${share.padStart(7)} ${String(Math.round(milliseconds)).padStart(7)} ms  ${where}`;
		})
		.join('\n');
}

const shownHolds = 3;
const shownOfHold = 8;

/** @param step when our step was at work */
export function profileText(profile: Profile, step: Span): string {
	const longest = [...profile.holds].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, shownHolds);
	const holds = longest.map(({ until, milliseconds }) => {
		const since = until - milliseconds;
		const when = `from ${Math.round(since - step.from)} ms after the beginning of the step, which took ${Math.round(step.to - step.from)} ms`;
		const during = costs(profile, { from: since, to: until });
		return `The loop was held for ${Math.round(milliseconds)} ms, ${when}:\n${costText(during, shownOfHold)}`;
	});
	return [costText(costs(profile), shown), ...holds].join('\n\n');
}
