/**
 * Writes the two rows sets by which n8n 2.41 lists community packages (installed_packages,
 * installed_nodes). Runs with the Node.js of n8n, which brings `node:sqlite`.
 *
 * Arguments: path of n8n's database, then `[{ packageName, version, author, nodes: [{ type, name,
 * latestVersion }] }]` as JSON.
 */
import { DatabaseSync } from 'node:sqlite';

const [databasePath, json] = process.argv.slice(2);
const database = new DatabaseSync(databasePath);
database.exec('PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; BEGIN IMMEDIATE');
const forgetNodes = database.prepare('DELETE FROM installed_nodes WHERE package = ?');
const forgetPackage = database.prepare('DELETE FROM installed_packages WHERE packageName = ?');
const addPackage = database.prepare(
	'INSERT INTO installed_packages (packageName, installedVersion, authorName, authorEmail, createdAt, updatedAt) VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)',
);
const addNode = database.prepare(
	'INSERT INTO installed_nodes (name, type, latestVersion, package) VALUES (?, ?, ?, ?)',
);
for (const { packageName, version, author, nodes } of JSON.parse(json)) {
	forgetNodes.run(packageName);
	forgetPackage.run(packageName);
	addPackage.run(packageName, version, author.name, author.email);
	for (const { name, type, latestVersion } of nodes) addNode.run(name, type, latestVersion, packageName);
}
database.exec('COMMIT');
database.close();
