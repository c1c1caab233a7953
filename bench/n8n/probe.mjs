/**
 * Loaded into n8n's own process: says how long its event loop was held and how much memory it took, and takes profiles.
 * Plain JavaScript, as it runs outside of our tools. Asked over HTTP at BENCH_PROBE_PORT.
 */
import { createServer } from 'node:http';
import { Session } from 'node:inspector/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread, Worker } from 'node:worker_threads';

const tickMs = 5;
const leastHoldMs = 10;

/** In a thread of its own, as the peak comes while the loop is held. */
const memoryWatch = `
const { workerData } = require('node:worker_threads');
const peak = new Float64Array(workerData);
setInterval(() => { peak[0] = Math.max(peak[0], process.memoryUsage.rss()); }, 5);
`;

function watch() {
	// node's own histogram of delays does not say when they were, and forgets the one that is under way when it is reset
	let holds = [];
	let last = performance.now();
	setInterval(() => {
		const now = performance.now();
		const milliseconds = now - last - tickMs;
		last = now;
		if (milliseconds >= leastHoldMs) holds.push({ until: Date.now(), milliseconds });
	}, tickMs).unref();

	const shared = new SharedArrayBuffer(8);
	const peak = new Float64Array(shared);
	new Worker(memoryWatch, { eval: true, workerData: shared, env: { ...process.env, NODE_OPTIONS: '' } }).unref();

	setFlagsFromString('--expose-gc');
	const collectGarbage = runInNewContext('gc');
	const profiler = new Session();
	let profiledFrom = 0;

	const answers = {
		async '/begin'() {
			collectGarbage();
			await new Promise((resolve) => setTimeout(resolve, 500));
			collectGarbage();
			await new Promise((resolve) => setTimeout(resolve, 200));
			holds = [];
			peak[0] = process.memoryUsage.rss();
			return { idle: peak[0] };
		},
		async '/end'() {
			return { holds, peak: peak[0] };
		},
		async '/profile/begin'() {
			profiler.connect();
			await profiler.post('Profiler.enable');
			await profiler.post('Profiler.setSamplingInterval', { interval: 1000 });
			await profiler.post('Profiler.start');
			holds = [];
			profiledFrom = Date.now();
			return {};
		},
		async '/profile/end'() {
			const held = holds;
			const { profile } = await profiler.post('Profiler.stop');
			profiler.disconnect();
			return { ...profile, from: profiledFrom, holds: held };
		},
	};
	createServer((request, response) => {
		const answer = answers[request.url];
		if (!answer) return response.writeHead(404).end();
		return answer().then(
			(value) => response.end(JSON.stringify(value)),
			(error) => response.writeHead(500).end(String(error)),
		);
	})
		.listen(Number(process.env.BENCH_PROBE_PORT), '127.0.0.1')
		.unref();
}

// n8n starts helpers of its own with the same options
if (isMainThread && process.argv.at(-1) === 'start') watch();
