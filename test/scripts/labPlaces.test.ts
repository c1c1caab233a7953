import { basename } from 'node:path';

import { realChemInventoryCredential } from '../../scripts/lib/chem-inventory-target';
import { labPlaces } from '../../scripts/lib/lab-places';
import { realVaultCredential } from '../../scripts/lib/vault-target';
import { readShippedWorkflows } from '../../scripts/lib/workflow-files';

const vaultToken = 'vault-token-of-the-lab';
const chemToken = 'chem-token-of-the-lab';

const placesFor = (env: Record<string, string>) =>
	labPlaces({ vault: realVaultCredential(env), inventory: realChemInventoryCredential(env) });

const vault = (CDD_VAULT_ID: string, CDD_VAULT_URL = '') => ({
	CDD_VAULT_TOKEN: vaultToken,
	CDD_VAULT_ID,
	CDD_VAULT_URL,
});
const inventory = (CHEMINVENTORY_INVENTORY_ID = '', CHEMINVENTORY_URL = '', CHEMINVENTORY_TOKEN = chemToken) => ({
	CHEMINVENTORY_TOKEN,
	CHEMINVENTORY_INVENTORY_ID,
	CHEMINVENTORY_URL,
});

const eu = 'https://eu.collaborativedrug.com/api/v1';
const vaults = [
	{},
	vault('4598'),
	vault('4599'),
	vault('4598', eu),
	vault('4598', 'https://cdd.example/api/v1'),
	vault('4598', 'https://cdd.example/api/v2'),
	vault('4598', 'https://cdd.example:8443/api/v1'),
	vault('4598', 'http://cdd.example/api/v1'),
	vault('8', 'https://us/45'),
	vault('4598', 'https://us'),
];
const inventories = [
	{},
	inventory(),
	inventory('', '', 'token-of-another-user'),
	inventory('2100'),
	inventory('2101'),
	inventory('2100', 'https://chem.example/api'),
	inventory('', 'https://chem.example/api'),
	inventory('2100', 'https://chem.example/other'),
	inventory('2100', 'https://user'),
];
const starts = vaults.flatMap((one) => inventories.map((other) => ({ ...one, ...other })));

describe('where a start keeps its things', () => {
	it.each([
		['the sandbox alone', {}, 'n8n-home', ['backups', 'cdd-sandbox'], ['backups', 'cheminventory-sandbox']],
		[
			'a vault on the US server',
			vault('4598'),
			'n8n-home-cdd-us-4598-cheminventory-sandbox',
			['backups-cdd-us-4598', 'cdd-us-4598'],
			['backups-cheminventory-sandbox', 'cheminventory-sandbox'],
		],
		[
			'a vault on the EU server, and an inventory',
			{ ...vault('4598', `${eu}/`), ...inventory('2100', 'https://app.cheminventory.net/api/') },
			'n8n-home-cdd-eu-4598-cheminventory-2100',
			['backups-cdd-eu-4598', 'cdd-eu-4598'],
			['backups-cheminventory-2100', 'cheminventory-2100'],
		],
	])('%s', (_what, env, home, cdd, cheminventory) => {
		const places = placesFor(env);
		expect(basename(places.home)).toBe(home);
		const told = ({ folder, name }: { folder: string; name: string }) => [basename(folder), name];
		expect(told(places.backups.cdd)).toEqual(cdd);
		expect(told(places.backups.cheminventory)).toEqual(cheminventory);
	});

	it('names the host of an address of its own', () => {
		const { home } = placesFor({
			...vault('7', 'https://CDD.example/api/v1'),
			...inventory('9', 'https://[::1]:8/api'),
		});
		expect(basename(home)).toMatch(/^n8n-home-cdd-cdd\.example-[0-9a-f]{8}-7-cheminventory-___1_-[0-9a-f]{8}-9$/);
	});

	it('shares no n8n between two starts that reach something different', () => {
		const homes = starts.map((env) => placesFor(env).home.toLowerCase());
		expect(new Set(homes).size).toBe(starts.length);
	});

	it('shares no folder or name of backups between two vaults, two inventories, or with the sandbox alone', () => {
		const real = starts.slice(1).map((env) => placesFor(env).backups);
		const distinct = (values: string[]) => new Set(values.map((value) => value.toLowerCase())).size;
		expect(distinct(real.map(({ cdd }) => cdd.folder))).toBe(vaults.length);
		expect(distinct(real.map(({ cdd }) => cdd.name))).toBe(vaults.length);
		expect(distinct(real.map(({ cheminventory }) => cheminventory.folder))).toBe(inventories.length);
		expect(distinct(real.map(({ cheminventory }) => cheminventory.name))).toBe(inventories.length);
		const { backups } = placesFor({});
		for (const { cdd, cheminventory } of real) {
			expect([cdd.folder, cheminventory.folder]).not.toContain(backups.cdd.folder);
		}
	});

	it('shows neither a token nor what an address hides in any name', () => {
		const secretAddress = 'https://lab:address-secret@lab.example/api?key=query-secret';
		for (const env of [...starts, inventory('', secretAddress), vault('7', secretAddress)]) {
			const told = JSON.stringify(placesFor(env));
			for (const secret of [vaultToken, chemToken, 'token-of-another-user', 'address-secret', 'query-secret'])
				expect(told).not.toContain(secret);
		}
	});

	it.each([
		[vault('7', 'cdd.example'), 'CDD_VAULT_URL'],
		[inventory('7', 'cdd.example'), 'CHEMINVENTORY_URL'],
	])('says which address is not one', (env, name) => {
		expect(() => placesFor(env)).toThrow(`${name} must be a whole address`);
	});
});

describe('the shipped workflows', () => {
	it('save into the place of their service, each file under its name', () => {
		const { backups } = placesFor({ ...vault('4598'), ...inventory('2100') });
		const saving = readShippedWorkflows((service) => backups[service]).filter(({ workflow }) =>
			workflow.nodes.some(({ name }) => name === 'Where to save'),
		);
		expect(saving.map(({ file }) => file)).toEqual([
			'expiring-this-month.json',
			'morning-cdd-backup-check.json',
			'morning-cheminventory-backup-check.json',
			'nightly-cdd-backup.json',
			'nightly-cheminventory-backup.json',
			'nightly-cheminventory-documents.json',
		]);
		for (const { file, workflow } of saving) {
			const { folder, name } = backups[file.includes('cdd') ? 'cdd' : 'cheminventory'];
			const step = workflow.nodes.find((node) => node.name === 'Where to save');
			const assigned = step?.parameters.assignments?.assignments.map((each) => [each.name, each.value]) ?? [];
			expect(Object.fromEntries(assigned)).toMatchObject({ folder, name });
			const names = JSON.stringify(workflow.nodes).match(/"file(?:Name|Selector|Prefix)":"[^"]+"/g) ?? [];
			const ownName = "{{ $('Where to save').first().json.name }}-";
			// Names that a step before has made, beginning with what Make Manifest was given.
			const passedOn = ['{{ $binary.data.fileName }}', '{{ $json.fileName }}', '{{ $json.earlierFileName }}'];
			const isKnown = (each: string) => [ownName, ...passedOn].some((part) => each.includes(part));
			expect(names.filter((each) => !isKnown(each))).toEqual([]);
			expect(names.some((each) => each.includes(ownName))).toBe(true);
		}
	});
});
