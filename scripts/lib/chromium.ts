import { installDebianPackages } from './debian';
import { isProgram, programsInPath } from './programs';
import { PlainProblem } from './progress';

const programNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const debianPackages = ['chromium', 'fonts-liberation'];

function findChromium(): string | undefined {
	const named = process.env.N8N_LAB_CHROMIUM;
	if (!named) return programsInPath(programNames)[0];
	if (isProgram(named)) return named;
	throw new PlainProblem(
		`N8N_LAB_CHROMIUM names ${named}, which is not a program. Give it the path of Chromium or Chrome, or leave it out.`,
	);
}

/**
 * The browser of the tests: N8N_LAB_CHROMIUM, or the first Chromium or Chrome in PATH, or Debian's, which is installed
 * where the caller may do that without a password.
 *
 * @returns the path of the program
 * @throws PlainProblem that says what to install
 */
export async function ensureChromium(): Promise<string> {
	const present = findChromium();
	if (present) return present;
	await installDebianPackages('Chromium for the tests in a browser', debianPackages);
	const installed = findChromium();
	if (installed) return installed;
	throw new PlainProblem(
		"The tests in a browser need Chromium or Chrome. Install one (on Debian 'apt-get install chromium fonts-liberation'), or name its program in the environment variable N8N_LAB_CHROMIUM. Then run the command again.",
	);
}
