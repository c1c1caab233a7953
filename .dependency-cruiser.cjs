/**
 * The rooms of the code and the arrows between them, checked by `npm run rooms` and in `npm test`.
 *
 * nodes/shared knows no vendor. In a vendor's folder the arrows run one way:
 * face -> operations, trigger -> records -> service -> contract -> shared.
 * A room may skip rooms on its way down. Imports of types count like any other.
 */
const vendor = 'nodes/(?!shared/)([^/]+)/';
const face = '[^/]+\\.node\\.ts$';

/** Folders that the operations of several resources share, as they do the files that lie in no folder. */
const helpers = 'list/|exportJob/';
const operations = 'operations/';
const resource = `operations/(?!${helpers})([^/]+)/`;

/** The same vendor's room; `$1` is the vendor that `from` found. */
const own = (room) => `^nodes/$1/${room}`;

module.exports = {
	forbidden: [
		{
			name: 'shared-knows-no-vendor',
			comment:
				'What all nodes share must work for a vendor that is not written yet. Let the vendor pass in what is needed.',
			severity: 'error',
			from: { path: '^nodes/shared/' },
			to: { path: ['^nodes/(?!shared/)', '^credentials/'] },
		},
		{
			name: 'vendors-stay-apart',
			comment: 'CDD Vault and ChemInventory know nothing of each other. Move what both need to nodes/shared.',
			severity: 'error',
			from: { path: `^${vendor}` },
			to: { path: '^nodes/', pathNot: ['^nodes/$1/', '^nodes/shared/'] },
		},
		{
			name: 'nothing-imports-what-n8n-loads',
			comment:
				'n8n loads nodes and credentials. Whatever else needs a part of one takes it from the room where it stands.',
			severity: 'error',
			from: { path: '^(nodes|credentials|sandbox)/' },
			to: { path: [`^nodes/[^/]+/${face}`, '^credentials/'] },
		},
		{
			name: 'operations-import-no-trigger',
			comment: 'Operations and triggers stand side by side. Move what both need to records.',
			severity: 'error',
			from: { path: `^${vendor}${operations}` },
			to: { path: own('trigger/') },
		},
		{
			name: 'trigger-imports-no-operation',
			comment: 'Triggers and operations stand side by side. Move what both need to records.',
			severity: 'error',
			from: { path: `^${vendor}trigger/` },
			to: { path: own(operations) },
		},
		{
			name: 'resources-stay-apart',
			comment: "The operations of one resource use no other resource's. Move what both need to records.",
			severity: 'error',
			from: { path: `^${vendor}${resource}` },
			to: { path: own(resource), pathNot: own('operations/$2/') },
		},
		{
			name: 'helpers-know-no-resource',
			comment: 'What the operations of several resources share would otherwise tie these resources to each other.',
			severity: 'error',
			from: { path: [`^${vendor}operations/(?:${helpers})`, `^${vendor}operations/[^/]+$`] },
			to: { path: own(resource) },
		},
		{
			name: 'records-import-down',
			comment: 'Records know what a service keeps, not what a node does with it.',
			severity: 'error',
			from: { path: `^${vendor}records/` },
			to: { path: [own(operations), own('trigger/')] },
		},
		{
			name: 'service-imports-down',
			comment: "The service talks to the vendor in the contract's words. It knows no records and no operation.",
			severity: 'error',
			from: { path: `^${vendor}service/` },
			to: { path: [own(operations), own('(trigger|records)/')] },
		},
		{
			name: 'contract-is-zod-alone',
			comment: 'The contract is what the vendor documents, in zod, so that the sandbox can be held to it as well.',
			severity: 'error',
			from: { path: `^${vendor}contract/` },
			to: { pathNot: [own('contract/'), '(^|/)node_modules/zod/'] },
		},
		{
			name: 'contract-reaches-no-http',
			comment: 'Whoever imports the contract must not get a client with it, however long the way.',
			severity: 'error',
			from: { path: `^${vendor}contract/` },
			to: { path: '^nodes/shared/http/', reachable: true },
		},
		{
			name: 'credentials-know-their-service',
			comment: "A credential uses nodes/shared and its own vendor's service and contract.",
			severity: 'error',
			from: { path: '^credentials/(Cdd|ChemInventory|[^/]+)' },
			to: { path: '^nodes/', pathNot: ['^nodes/shared/', own('(service|contract)/')] },
		},
		{
			name: 'sandbox-knows-contracts-alone',
			comment: 'The sandbox answers as the vendor would. With our own code in it, it would share our mistakes.',
			severity: 'error',
			from: { path: '^sandbox/' },
			to: { path: '^nodes/', pathNot: '^nodes/(?!shared/)[^/]+/contract/', reachable: true },
		},
		{
			name: 'published-imports-published',
			comment: 'nodes and credentials are compiled into the package. What lies elsewhere is not in it.',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: { dependencyTypes: ['local'], pathNot: '^(nodes|credentials)/' },
		},
		{
			name: 'every-file-has-a-room',
			comment: 'A file beside the rooms would escape their rules.',
			severity: 'error',
			from: { path: '^nodes/' },
			to: {
				path: '^nodes/(?!shared/)',
				pathNot: `^${vendor}(?:(?:operations|trigger|records|service|contract)/|${face})`,
			},
		},
		{
			name: 'no-cycle',
			comment: 'Files that import each other can be understood and tested only together.',
			severity: 'error',
			from: { path: '^nodes/' },
			to: { circular: true },
		},
		{
			name: 'no-lost-import',
			comment: 'An import that leads nowhere would escape all other rules.',
			severity: 'error',
			from: { path: '^(nodes|credentials|sandbox)/' },
			to: { couldNotResolve: true },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'types', 'default'] },
	},
};
