/**
 * Writes the two rows sets by which n8n 2.41 lists a community package (installed_packages,
 * installed_nodes). Runs with the Node.js of n8n, which brings `node:sqlite`.
 *
 * Arguments: path of n8n's database, then `{ packageName, version, author, nodes: [{ type, name,
 * latestVersion }] }` as JSON.
 */
import { DatabaseSync } from 'node:sqlite';

const [databasePath, json] = process.argv.slice(2);
const { packageName, version, author, nodes } = JSON.parse(json);
const database = new DatabaseSync(databasePath);
database.exec('PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; BEGIN IMMEDIATE');
database.prepare('DELETE FROM installed_nodes WHERE package = ?').run(packageName);
database.prepare('DELETE FROM installed_packages WHERE packageName = ?').run(packageName);
database
	.prepare(
		'INSERT INTO installed_packages (packageName, installedVersion, authorName, authorEmail, createdAt, updatedAt) VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)',
	)
	.run(packageName, version, author.name, author.email);
const addNode = database.prepare(
	'INSERT INTO installed_nodes (name, type, latestVersion, package) VALUES (?, ?, ?, ?)',
);
for (const { name, type, latestVersion } of nodes) addNode.run(name, type, latestVersion, packageName);
database.exec('COMMIT');
database.close();
