/** `npm run rooms`: the rooms of the code with their sizes, and the imports that their rules forbid. */
import { runMain, say } from './lib/progress';
import { forbiddenImports, listRooms } from './lib/rooms';

export async function showRooms(): Promise<boolean> {
	for (const { name, files, lines } of listRooms()) {
		say(`${name.padEnd(34)}${`${files} files`.padStart(10)}${`${lines} lines`.padStart(14)}`);
	}
	const violations = await forbiddenImports();
	for (const { rule, from, to, way } of violations) {
		say(`${rule}: ${from} → ${way.length > 1 ? way.join(' → ') : to}`);
	}
	say(`${violations.length} forbidden imports. The rules and their reasons stand in .dependency-cruiser.cjs.`);
	return violations.length === 0;
}

if (require.main === module) runMain(async () => ((await showRooms()) ? 0 : 1));
