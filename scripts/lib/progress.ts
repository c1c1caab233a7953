const heartbeatMs = 8000;

/** Something the user can act on: shown as plain text, without a stack. */
export class PlainProblem extends Error {}

export function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

interface RunningStep {
	/** The title without its details. */
	name: string;
	started: number;
	/** Another step ran at the same time, so that "done" alone would not say which. */
	accompanied: boolean;
}

const runningSteps = new Set<RunningStep>();
let heartbeat: NodeJS.Timeout | undefined;

const secondsSince = (started: number) => Math.round((Date.now() - started) / 1000);

function sayStillAtIt(): void {
	const told = [...runningSteps].map(({ name, started, accompanied }) => {
		const seconds = `${secondsSince(started)} s`;
		return accompanied ? `${name} (${seconds})` : seconds;
	});
	say(`  … still at it, ${told.join(', ')}`);
}

function begin(title: string): RunningStep {
	const others = [...runningSteps];
	for (const other of others) other.accompanied = true;
	const begun = { name: title.replace(/( \(|,).*$/, ''), started: Date.now(), accompanied: others.length > 0 };
	runningSteps.add(begun);
	heartbeat ??= setInterval(sayStillAtIt, heartbeatMs);
	return begun;
}

function end(ended: RunningStep): void {
	runningSteps.delete(ended);
	if (runningSteps.size > 0) return;
	clearInterval(heartbeat);
	heartbeat = undefined;
}

/**
 * Runs one step that may take long: says what it does, that it is still at it, and how long it took. Steps may run side
 * by side; each line then names its step. A failure is passed on untouched.
 */
export async function step<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
	say(`${title} …`);
	const begun = begin(title);
	try {
		const result = await work();
		const took = `(${secondsSince(begun.started)} s)`;
		say(begun.accompanied ? `  ${begun.name}: done ${took}` : `  done ${took}`);
		return result;
	} finally {
		end(begun);
	}
}

/** Runs a command's main function; a problem becomes words on the terminal and exit code 1. */
export function runMain(main: () => Promise<number>): void {
	main().then(
		(exitCode) => process.exit(exitCode),
		(problem: unknown) => {
			const text =
				problem instanceof PlainProblem
					? problem.message
					: problem instanceof Error
						? (problem.stack ?? problem.message)
						: String(problem);
			process.stderr.write(`\n${text}\n`);
			process.exit(1);
		},
	);
}
