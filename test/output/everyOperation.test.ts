import type { IDataObject, INode } from 'n8n-workflow';
import { z } from 'zod';

import { runNode } from '../support/engine';
import type { NodeRun } from '../support/engine';
import { offeredOperations, subjectOf, workingCalls } from '../support/everyOperation';
import type { OfferedOperation } from '../support/everyOperation';
import { present } from '../support/present';
import { freshSandbox } from '../support/sandbox';
import { callTool } from '../support/tool';
import { forgetWaits } from '../support/waits';
import { listed } from './listed';

const givers = offeredOperations.filter(({ operation }) => operation.output !== undefined);

beforeEach(forgetWaits);

/** A working call in a fresh sandbox, with another output. */
async function asPerson(offered: OfferedOperation, output: IDataObject): Promise<NodeRun> {
	const sandbox = await freshSandbox();
	const { parameters, binary } = present(workingCalls(sandbox).get(offered.name), offered.name);
	sandbox.clearRequests();
	return await runNode(subjectOf(offered, sandbox), [{}], { ...parameters, ...output } as INode['parameters'], {
		binary: [binary],
	});
}

async function asAgent(offered: OfferedOperation, output: IDataObject): Promise<IDataObject[]> {
	const sandbox = await freshSandbox();
	const { parameters } = present(workingCalls(sandbox).get(offered.name), offered.name);
	const { answers } = await callTool(subjectOf(offered, sandbox), {
		...parameters,
		...output,
		allowForAiAgents: true,
	} as INode['parameters']);
	const records = z.array(z.record(z.unknown())).parse(JSON.parse(answers[0] ?? ''));
	return records.filter((record) => !('notes' in record)) as IDataObject[];
}

/** What the list Fields to Return offers. */
async function offeredFields(offered: OfferedOperation): Promise<string[]> {
	const sandbox = await freshSandbox();
	const list = present(
		offered.operation.fields.find(({ name, type }) => name === 'selectedFields' && type === 'multiOptions'),
	);
	const method = String(list.typeOptions?.loadOptionsMethod);
	return (await listed(subjectOf(offered, sandbox), method)).map(({ value }) => value);
}

const wordsOf = ({ operation: { records } }: OfferedOperation) => [...(records?.words ?? [])];
const addedOf = ({ operation: { records } }: OfferedOperation) => [...(records?.added ?? []), 'before'];

/** Among records with an ID, those without one are of another kind, such as orders beside containers. */
const ofTheKind = (offered: OfferedOperation, json: readonly IDataObject[]) =>
	json.filter((record) => 'id' in record || !wordsOf(offered).includes('id'));

const emptyHolders = (record: IDataObject) =>
	Object.entries(record).filter(
		([key, value]) =>
			key !== 'before' &&
			typeof value === 'object' &&
			value !== null &&
			!(value instanceof Date) &&
			Object.keys(value).length === 0,
	);

it('is asked for by every operation that gives records', () => {
	expect(givers.length).toBeGreaterThan(45);
});

describe.each(givers.map((offered) => [offered.name, offered] as const))('the output of %s', (_name, offered) => {
	it('shows nothing in Simplified that cannot be chosen, no empty list, and forty columns at most', async () => {
		const { json, error } = await asPerson(offered, { output: 'simplified' });
		expect(error).toBeUndefined();
		const known = new Set([...(await offeredFields(offered)), ...addedOf(offered)]);
		for (const record of ofTheKind(offered, json))
			expect(Object.keys(record).filter((key) => !known.has(key))).toEqual([]);
		expect(json.flatMap(emptyHolders)).toEqual([]);
		expect(json.filter((record) => Object.keys(record).length > 40)).toEqual([]);
	});

	it('can be had raw', async () => {
		const { json, error } = await asPerson(offered, { output: 'Raw' });
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
	});

	it('has the chosen columns in the order chosen, with the ID and what was there before', async () => {
		const simplified = await asPerson(offered, { output: 'simplified' });
		const offers = (await offeredFields(offered)).filter((name) => name !== 'id');
		const chosen = [offers.at(-1) ?? '', ...offers.slice(0, 2)].filter((name, at, all) => all.indexOf(name) === at);
		const output = { output: 'selectedFields', selectedFields: chosen };
		const { json, error } = await asPerson(offered, output);
		expect(error).toBeUndefined();
		for (const [at, record] of ofTheKind(offered, json).entries()) {
			const whole = ofTheKind(offered, simplified.json)[at] ?? {};
			const id = 'id' in whole ? ['id'] : [];
			const before = 'before' in whole ? ['before'] : [];
			expect(Object.keys(record)).toEqual([...id, ...chosen, ...before]);
			// The times of what the sandbox logs go by its clock, which goes on between the two runs.
			if (offered.operation.kind === 'read')
				for (const name of chosen.filter((each) => each in whole && each !== 'time'))
					expect(record[name]).toEqual(whole[name]);
		}
		const said = await asPerson(offered, { output: '={{ "Selected Fields" }}', selectedFields: chosen.join(', ') });
		expect(said.json.map((record) => Object.keys(record))).toEqual(json.map((record) => Object.keys(record)));
		const told = await asAgent(offered, { output: 'selectedFields', selectedFields: chosen.join(',') });
		expect(told.length).toBeGreaterThan(0);
		expect(told.map((record) => Object.keys(record))).toEqual(
			json.slice(0, told.length).map((record) => Object.keys(record)),
		);
	});

	it('is refused with a field that is not known, before anything is sent', async () => {
		const sandbox = await freshSandbox();
		const [word = ''] = wordsOf(offered).filter((name) => name.length > 3);
		const { json, error, hints } = await asPerson(offered, {
			output: 'selectedFields',
			selectedFields: [`${word}x`],
		});
		if (offered.operation.records?.isOpen === true) {
			expect(error).toBeUndefined();
			expect(json[0]).toMatchObject({ [`${word}x`]: null });
			expect(hints.join(' ')).toContain(`None of these records has the field "${word}x"`);
			expect(hints.join(' ')).toContain(`"${word}"`);
			return;
		}
		expect(error?.message).toContain("'Fields to Return' names a field that these records do not have");
		expect(error?.description).toContain(`"${word}"`);
		const definitions = /customfields|general\/getdetails|\/fields$/;
		expect(sandbox.requests.filter(({ path }) => !definitions.test(path)).map(({ path }) => path)).toEqual([]);
	});

	it('is short for an agent that asks for nothing else', async () => {
		const records = await asAgent(offered, { output: 'simplified' });
		const most = offered.operation.short ? 12 : 40;
		expect(records.filter((record) => Object.keys(record).length > most)).toEqual([]);
	});
});
