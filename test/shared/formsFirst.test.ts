import type { ILoadOptionsFunctions, INodeListSearchResult, ResourceMapperFields } from 'n8n-workflow';
import { setImmediate } from 'node:timers/promises';

import { formsFirst } from '../../nodes/shared/formsFirst';
import { eventually, forgetWaits, waits } from '../support/waits';

const entries: INodeListSearchResult = { results: [{ name: 'Shelf B', value: 12 }] };
const columns: ResourceMapperFields = { fields: [] };

const editorWith = (credential: string) =>
	({
		getNode: () => ({ credentials: { lab: { id: credential, name: credential } } }),
	}) as unknown as ILoadOptionsFunctions;

/** An answer that comes when the test gives it. */
function answer<T>() {
	let give: (value: T) => void = () => undefined;
	let fail: (problem: Error) => void = () => undefined;
	const coming = new Promise<T>((resolve, reject) => {
		give = resolve;
		fail = reject;
	});
	return { coming, give, fail };
}

function nodeWithForms() {
	const form = answer<ResourceMapperFields>();
	const list = answer<INodeListSearchResult>();
	const searched: unknown[][] = [];
	const { listSearch, resourceMapping } = formsFirst({
		listSearch: {
			search: async (...given: unknown[]) => {
				searched.push(given);
				return await list.coming;
			},
		},
		resourceMapping: { getFields: async () => await form.coming },
	});
	const came: string[] = [];
	const noted = async <T>(what: string, coming: Promise<T>): Promise<T> => {
		try {
			return await coming;
		} finally {
			came.push(what);
		}
	};
	return {
		form,
		list,
		came,
		searched,
		askForm: async () => await noted('form', resourceMapping.getFields.call(editorWith('ours'))),
		askList: async (credential = 'ours', ...given: string[]) =>
			await noted('list', listSearch.search.call(editorWith(credential), ...given)),
	};
}

/** Lets everything happen that waits for nothing else. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 20; turn++) await setImmediate();
}

beforeEach(forgetWaits);

describe('a list of a node that has forms', () => {
	it('comes after a form that the editor waits for, and not at its heels', async () => {
		const { form, list, came, askForm, askList } = nodeWithForms();
		const both = Promise.all([askForm(), askList()]);
		list.give(entries);
		await settle();
		expect(came).toEqual([]);
		form.give(columns);
		expect(await both).toEqual([columns, entries]);
		expect(came).toEqual(['form', 'list']);
		expect(waits).toEqual([300]);
	});

	it('tells its failure after the form as well', async () => {
		const { form, list, came, askForm, askList } = nodeWithForms();
		const both = Promise.allSettled([askForm(), askList()]);
		list.fail(new Error('no list'));
		await settle();
		expect(came).toEqual([]);
		form.give(columns);
		expect(await both).toMatchObject([{ value: columns }, { reason: { message: 'no list' } }]);
	});

	it('comes by itself where the form fails, where there is none, and where it has come long before', async () => {
		const failing = nodeWithForms();
		const both = Promise.allSettled([failing.askForm(), failing.askList()]);
		failing.form.fail(new Error('no form'));
		failing.list.give(entries);
		expect(await both).toMatchObject([{ reason: { message: 'no form' } }, { value: entries }]);

		const { form, list, askForm, askList } = nodeWithForms();
		list.give(entries);
		expect(await askList()).toEqual(entries);
		form.give(columns);
		await askForm();
		await settle();
		expect(await askList()).toEqual(entries);
	});

	it('does not wait for the form of another credential', async () => {
		const { form, list, came, askForm, askList } = nodeWithForms();
		const asked = askForm();
		list.give(entries);
		await askList('theirs');
		expect(came).toEqual(['list']);
		form.give(columns);
		await asked;
	});

	it('is searched while the form is on its way, for what was typed', async () => {
		const { form, list, searched, askForm, askList } = nodeWithForms();
		const both = Promise.all([askForm(), askList('ours', 'shelf', '100')]);
		await eventually(() => searched.length > 0);
		expect(searched).toEqual([['shelf', '100']]);
		list.give(entries);
		form.give(columns);
		await both;
	});
});
