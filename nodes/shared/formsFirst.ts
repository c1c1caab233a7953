import { sleep } from 'n8n-workflow';
import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';

import type { ListSearch, LookUp } from './dropdown';

interface LookUps {
	listSearch: Record<string, ListSearch>;
	resourceMapping: Record<string, LookUp<[], ResourceMapperFields>>;
}

/** A form that an editor waits for. */
interface Awaited {
	readonly credentials: string;
	readonly arrived: Promise<void>;
}

/** How long a form is ahead of a list, so that the list does not overtake it on the way to the browser. */
const headStartMs = 300;

const credentialsOf = (context: ILoadOptionsFunctions) => JSON.stringify(context.getNode().credentials);

/**
 * The look-ups of a node with forms of the lab's fields: a list is answered after the forms that were asked for with the same
 * credential. A form that arrives while a list is open would turn the list into one that says for good that it is loading;
 * a list that arrives after it is asked for again by the editor (docs/traps/n8n.md).
 */
export function formsFirst<Named extends LookUps>(lookUps: Named): Named;
export function formsFirst({ listSearch, resourceMapping }: LookUps): LookUps {
	const underWay = new Set<Awaited>();

	const forms = Object.entries(resourceMapping).map(([name, lookUp]) => [
		name,
		async function form(this: ILoadOptionsFunctions) {
			const answer = lookUp.call(this);
			const awaited: Awaited = {
				credentials: credentialsOf(this),
				arrived: answer.then(
					async () => sleep(headStartMs),
					// the editor changes nothing where a form fails
					() => undefined,
				),
			};
			underWay.add(awaited);
			void awaited.arrived.then(() => underWay.delete(awaited));
			return await answer;
		},
	]);

	const lists = Object.entries(listSearch).map(([name, lookUp]) => [
		name,
		async function list(this: ILoadOptionsFunctions, ...given: Parameters<ListSearch>) {
			try {
				return await lookUp.apply(this, given);
			} finally {
				const credentials = credentialsOf(this);
				const before = [...underWay].filter((awaited) => awaited.credentials === credentials);
				await Promise.all(before.map(async ({ arrived }) => arrived));
			}
		},
	]);

	return { listSearch: Object.fromEntries(lists), resourceMapping: Object.fromEntries(forms) };
}
