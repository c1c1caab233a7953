const heartbeatMs = 8000;

/** Something the user can act on: shown as plain text, without a stack. */
export class PlainProblem extends Error {}

export function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

/**
 * Runs one step that may take long: says what it does, that it is still at it, and how long it took.
 * A failure is passed on untouched.
 */
export async function step<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1000);
	say(`${title} …`);
	const heartbeat = setInterval(() => say(`  … still at it, ${seconds()} s`), heartbeatMs);
	try {
		const result = await work();
		say(`  done (${seconds()} s)`);
		return result;
	} finally {
		clearInterval(heartbeat);
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
