import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { runCommand } from './commands';
import { root } from './paths';

export function isProgram(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}

/** Every program of these names in PATH, by name and then in the order of PATH. */
export function programsInPath(names: string[]): string[] {
	const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
	return names.flatMap((name) => folders.map((folder) => join(folder, name))).filter(isProgram);
}

/** The first program of these names in PATH that does what is asked: one that is there may be a mere stand-in (pyenv's python3, macOS's g++). */
export async function workingProgram(names: string[], args: string[]): Promise<string | undefined> {
	for (const path of programsInPath(names)) {
		const tried = await runCommand(path, args, { cwd: root }).catch(() => undefined);
		if (tried?.exitCode === 0) return path;
	}
	return undefined;
}
