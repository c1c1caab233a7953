import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { fitsSearch, inOrder, inWords, labelOf, pageOf, placeLabel } from '../../nodes/shared/dropdown';
import { Fault } from '../../nodes/shared/fault';

const editor = { getNode: () => ({ name: 'Subject', type: 'subject' }) } as unknown as ILoadOptionsFunctions;

async function failureOf(thrown: unknown): Promise<Error> {
	const search = inWords(async (): Promise<INodeListSearchResult> => {
		throw thrown;
	});
	return await search.call(editor).then(
		() => new Error('it did not fail'),
		(error: Error) => error,
	);
}

describe('a list of the editor', () => {
	it('gives what the look-up found, with what the user typed', async () => {
		const search = inWords(async (filter?: string) => ({ results: [{ name: `found ${String(filter)}`, value: 1 }] }));
		expect(await search.call(editor, 'box')).toEqual({ results: [{ name: 'found box', value: 1 }] });
	});

	it('tells the refusal of the service in words, without an item number', async () => {
		const error = await failureOf(
			new Fault('refused', 'CDD Vault does not know this API token', {
				description: 'Check the credential.',
				httpCode: '401',
			}),
		);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({
			message: 'CDD Vault does not know this API token',
			description: 'Check the credential.',
			httpCode: '401',
		});
	});

	it('tells what is wrong with the form in words', async () => {
		const error = await failureOf(new Fault('badInput', "'Vault ID' is empty"));
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toBe("'Vault ID' is empty");
	});

	it('never shows an object in the place of words', async () => {
		for (const thrown of [new TypeError('a list was expected'), 'no answer', { code: 7 }]) {
			expect((await failureOf(thrown)).message).not.toContain('[object Object]');
		}
	});
});

describe('a page of a list that is in memory', () => {
	const entries = Array.from({ length: 250 }, (_, index) => ({ name: `Box ${index + 1}`, value: index + 1 }));

	function readOn(filter?: string): number[] {
		const values: number[] = [];
		let token: string | undefined;
		do {
			const page = pageOf(entries, filter, token);
			values.push(...page.results.map(({ value }) => Number(value)));
			token = page.paginationToken;
		} while (token !== undefined);
		return values;
	}

	it('leads from page to page through every entry, each once and in order', () => {
		expect(readOn()).toEqual(entries.map(({ value }) => value));
	});

	it('ends where the last page is exactly full', () => {
		expect(pageOf(entries.slice(0, 100), undefined, undefined).paginationToken).toBeUndefined();
	});

	it('finds parts of names, whatever their case', () => {
		expect(readOn(' bOX 24')).toEqual([24, 240, 241, 242, 243, 244, 245, 246, 247, 248, 249]);
	});
});

describe('what a list shows of an entry', () => {
	it('leaves out what is not there', () => {
		expect(labelOf('A-1', undefined, null, '', 'Acetone')).toBe('A-1 · Acetone');
	});

	it('names the innermost place first, which the editor does not cut off', () => {
		expect(placeLabel(['Building A', 'Freezer 2', 'Box 7'])).toBe('Box 7 · Freezer 2 · Building A');
	});

	it('counts as people do', () => {
		expect(['Box 10', 'Box 2', 'box 1'].sort(inOrder)).toEqual(['box 1', 'Box 2', 'Box 10']);
	});

	it.each([
		['box 7', true],
		['Freezer 2 > Box 7', true],
		['BOX 7>freezer', true],
		['Box 7 · Freezer 2', true],
		[' ', true],
		['Freezer 3 > Box 7', false],
		['7 box', false],
	])('is found by %s: %s', (typed, fits) => {
		expect(fitsSearch('Box 7 · Freezer 2 · Building A', typed)).toBe(fits);
	});
});
