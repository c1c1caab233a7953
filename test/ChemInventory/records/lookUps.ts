import type {
	IDataObject,
	INodeListSearchResult,
	INodePropertyOptions,
	INodeType,
	ResourceMapperFields,
} from 'n8n-workflow';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventoryOrder } from '../../../nodes/ChemInventory/ChemInventoryOrder.node';
import { ChemInventorySearch } from '../../../nodes/ChemInventory/ChemInventorySearch.node';
import { ChemInventoryTrigger } from '../../../nodes/ChemInventory/ChemInventoryTrigger.node';
import type { Sandbox, SandboxOptions } from '../../../sandbox';
import { onChemSandbox } from '../../support/chemInventory';
import { dropdownFunctions } from '../../support/dropdown';
import { freshSandbox } from '../../support/sandbox';

export const faces: INodeType[] = [
	new ChemInventory(),
	new ChemInventoryContainer(),
	new ChemInventoryOrder(),
	new ChemInventorySearch(),
	new ChemInventoryTrigger(),
];

export const kinds = ['listSearch', 'loadOptions', 'resourceMapping'] as const;
type Kind = (typeof kinds)[number];

/** A function behind a list or a form, as the face of its node has it. */
export interface LookUp {
	node: INodeType;
	kind: Kind;
	method: string;
}

const methodsOf = (node: INodeType, kind: Kind): Record<string, unknown> => ({ ...node.methods?.[kind] });

/** Every one that the faces have, so that a new one cannot be forgotten. */
export const everyLookUp: LookUp[] = faces.flatMap((node) =>
	kinds.flatMap((kind) => Object.keys(methodsOf(node, kind)).map((method) => ({ node, kind, method }))),
);

export interface Given {
	filter?: string;
	paginationToken?: string;
	/** What the form holds at present. */
	parameters?: Record<string, never> | IDataObject;
	secrets?: IDataObject;
}

async function ask(
	sandbox: Sandbox,
	{ node, kind, method }: LookUp,
	{ filter, paginationToken, parameters = {}, secrets }: Given,
): Promise<unknown> {
	const look = methodsOf(node, kind)[method];
	if (typeof look !== 'function') throw new Error(`${node.description.displayName} has no ${method}`);
	return await Reflect.apply(look, dropdownFunctions(onChemSandbox(node, sandbox, secrets), parameters as never), [
		filter,
		paginationToken,
	]);
}

const faceWith = (kind: Kind, method: string): LookUp => {
	const found = everyLookUp.find((candidate) => candidate.kind === kind && candidate.method === method);
	if (!found) throw new Error(`No node has ${method}`);
	return found;
};

/** What the editor would ask for. */
export const editorOf = (sandbox: () => Sandbox) => ({
	ask: async (lookUp: LookUp, given: Given = {}): Promise<unknown> => await ask(sandbox(), lookUp, given),
	list: async (method: string, given: Given = {}) =>
		(await ask(sandbox(), faceWith('listSearch', method), given)) as INodeListSearchResult,
	options: async (method: string, given: Given = {}) =>
		(await ask(sandbox(), faceWith('loadOptions', method), given)) as INodePropertyOptions[],
	form: async (method: string, given: Given = {}) =>
		(await ask(sandbox(), faceWith('resourceMapping', method), given)) as ResourceMapperFields,
	/** Every entry of a list, page after page. */
	async wholeList(method: string, given: Given = {}) {
		const pages: INodeListSearchResult[] = [];
		let paginationToken: string | undefined;
		do {
			const page = (await ask(sandbox(), faceWith('listSearch', method), {
				...given,
				paginationToken,
			})) as INodeListSearchResult;
			pages.push(page);
			({ paginationToken } = page);
		} while (paginationToken !== undefined);
		return pages;
	},
});

/** For tests that change the lab. */
export function chemSandboxForChanges(options: SandboxOptions = {}): () => Sandbox {
	let sandbox: Sandbox | undefined;
	beforeEach(async () => {
		sandbox = await freshSandbox(options);
	});
	return () => {
		if (!sandbox) throw new Error('the sandbox has not started');
		return sandbox;
	};
}
