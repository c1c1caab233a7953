import { installDebianPackages } from './debian';
import { workingProgram } from './programs';
import { PlainProblem } from './progress';

interface Tool {
	/** The environment variable by which node-gyp and make are told the program. */
	variable: string;
	names: string[];
	/** What to run it with to see that it works. */
	probe: string[];
	debianPackage: string;
}

const tools: Tool[] = [
	{ variable: 'CC', names: ['cc', 'gcc', 'clang'], probe: ['--version'], debianPackage: 'gcc' },
	{ variable: 'CXX', names: ['g++', 'c++', 'clang++'], probe: ['--version'], debianPackage: 'g++' },
	{ variable: 'MAKE', names: ['make', 'gmake'], probe: ['--version'], debianPackage: 'make' },
	{
		variable: 'PYTHON',
		names: ['python3', 'python'],
		// Debian's python3-minimal lacks modules that node-gyp needs
		probe: ['-c', 'import json, multiprocessing, sys; sys.exit(sys.version_info < (3, 8))'],
		debianPackage: 'python3',
	},
];

/** Environment for node-gyp that names each tool. */
export type CompilerEnvironment = Record<string, string>;

interface Search {
	found: CompilerEnvironment;
	missing: Tool[];
}

async function search(): Promise<Search> {
	const result: Search = { found: {}, missing: [] };
	for (const tool of tools) {
		const program = process.env[tool.variable] || (await workingProgram(tool.names, tool.probe));
		if (program) result.found[tool.variable] = program;
		else result.missing.push(tool);
	}
	return result;
}

/** The tools that compile for Node.js; undefined if one is missing. Windows has its own, which node-gyp finds. */
export async function findCompiler(): Promise<CompilerEnvironment | undefined> {
	if (process.platform === 'win32') return {};
	const { found, missing } = await search();
	return missing.length === 0 ? found : undefined;
}

/**
 * As `findCompiler`, but brings what is missing where that may be done without a password.
 *
 * @param what needs them, in words that begin the sentence of the problem
 * @throws PlainProblem that says what to install
 */
export async function ensureCompiler(what: string): Promise<CompilerEnvironment> {
	const present = await findCompiler();
	if (present) return present;
	const { missing } = await search();
	await installDebianPackages(
		'a C++ compiler, make and Python 3',
		missing.map(({ debianPackage }) => debianPackage),
	);
	const brought = await findCompiler();
	if (brought) return brought;
	throw new PlainProblem(`${what} ${howToGetCompiler}`);
}

export const howToGetCompiler =
	"must be compiled for this computer. That needs a C++ compiler, make and Python 3: on Debian or Ubuntu 'sudo apt-get install build-essential python3', on macOS 'xcode-select --install', on Windows the Visual Studio Build Tools with C++. Install them and run the command again.";
