import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { ensureCompiler, findCompiler } from '../../scripts/lib/compiler';

const works = 'exit 0';
const standIn = 'exit 127';
const tools = ['cc', 'g++', 'make', 'python3'];

describe('the compiler for the native parts of n8n', () => {
	const { getuid } = process;
	let folder = '';
	let said: string[] = [];

	const program = (name: string, script: string, place = 'bin') => {
		const path = join(folder, place, name);
		mkdirSync(join(folder, place), { recursive: true });
		writeFileSync(path, `#!/bin/sh\n${script}\n`);
		chmodSync(path, 0o755);
		return path;
	};
	const askedFor = () => {
		const log = join(folder, 'asked');
		return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
	};
	/** apt-get that notes what it is asked for, and then does what the script says. */
	const aptGet = (script: string) => program('apt-get', `echo "$@" >> ${join(folder, 'asked')}\n${script}`);
	const bringing = tools.map((name) => `printf '#!/bin/sh\\nexit 0\\n' > "$BIN/${name}"; /bin/chmod +x "$BIN/${name}"`);

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'lab-inventory-compiler-'));
		mkdirSync(join(folder, 'bin'));
		program('env', 'export "$1"; shift; exec "$@"');
		vi.stubEnv('PATH', join(folder, 'bin'));
		vi.stubEnv('BIN', join(folder, 'bin'));
		for (const name of ['CC', 'CXX', 'MAKE', 'PYTHON']) vi.stubEnv(name, '');
		process.getuid = () => 0;
		said = [];
		vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
			said.push(String(text));
			return true;
		});
	});
	afterEach(() => {
		process.getuid = getuid;
		vi.restoreAllMocks();
		vi.unstubAllEnvs();
		rmSync(folder, { recursive: true, force: true });
	});

	it('is what is in PATH and runs; nothing is installed then', async () => {
		const paths = tools.map((name) => program(name, works));
		aptGet(works);
		const [CC, CXX, MAKE, PYTHON] = paths;
		expect(await ensureCompiler('A part')).toEqual({ CC, CXX, MAKE, PYTHON });
		expect(askedFor()).toEqual([]);
	});

	it('passes over a program that is there but does not run', async () => {
		for (const name of tools) program(name, works);
		const shim = program('python3', standIn, 'shims');
		vi.stubEnv('PATH', [join(folder, 'shims'), join(folder, 'bin')].join(delimiter));
		expect(await findCompiler()).toMatchObject({ PYTHON: join(folder, 'bin/python3') });
		rmSync(join(folder, 'bin/python3'));
		expect(await findCompiler()).toBeUndefined();
		program('python', works);
		expect(await findCompiler()).toMatchObject({ PYTHON: join(folder, 'bin/python') });
		expect(existsSync(shim)).toBe(true);
	});

	it('takes the program that an environment variable names', async () => {
		for (const name of ['cc', 'make', 'python3']) program(name, works);
		vi.stubEnv('CXX', 'ccache g++');
		expect(await findCompiler()).toMatchObject({ CXX: 'ccache g++' });
	});

	it.each([
		['root', 0, ''],
		['who may use sudo without a password', 1000, `if [ "$2" = true ]; then ${works}; fi; shift; exec "$@"`],
	])('is brought for %s, as far as it is missing', async (_who, user, sudo) => {
		process.getuid = () => user;
		if (sudo) program('sudo', sudo);
		program('make', works);
		program('python3', standIn);
		aptGet(bringing.join('\n'));
		expect(Object.keys(await ensureCompiler('A part'))).toEqual(['CC', 'CXX', 'MAKE', 'PYTHON']);
		expect(askedFor()).toEqual(['update -qq', 'install -y -qq --no-install-recommends gcc g++ python3']);
		expect(said.join('')).toContain('Installing a C++ compiler, make and Python 3');
	});

	it.each([
		['there is no apt-get', () => undefined],
		['sudo asks for a password', () => [aptGet(works), program('sudo', 'exit 1')]],
		['there is no sudo', () => aptGet(works)],
	])('is said to be missing where %s', async (_why, prepare) => {
		process.getuid = () => 1000;
		prepare();
		await expect(ensureCompiler('A part of n8n (sqlite3)')).rejects.toThrow(
			/^A part of n8n \(sqlite3\) must be compiled .* a C\+\+ compiler, make and Python 3: on Debian/,
		);
		expect(askedFor()).toEqual([]);
		expect(said).toEqual([]);
	});

	it('is said to be missing, after what apt-get said, where apt-get fails or brings what does not run', async () => {
		aptGet('echo "E: no network" >&2; exit 100');
		await expect(ensureCompiler('A part')).rejects.toThrow(/^A part must be compiled/);
		expect(said.join('')).toContain('E: no network');
		aptGet(works);
		await expect(ensureCompiler('A part')).rejects.toThrow(/^A part must be compiled/);
	});
});
