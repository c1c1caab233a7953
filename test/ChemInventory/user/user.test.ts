import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { searchUsers } from '../../../nodes/ChemInventory/records/user';
import { chemOrigin, fakeChemToken, onChemSandbox } from '../../support/chemInventory';
import { behavesLikeAnOperation, behavesLikeAWrite } from '../../support/chemOperation';
import { bodiesOf, chemRunOnNock, chemSandboxForEachTest, pathsAsked, retrying, rl } from '../../support/chemRuns';
import { checksAllItemsFirst, goesInOrder, refusesTwins } from '../../support/chemSeveralItems';
import { deepTexts } from '../../support/deepTexts';
import { dropdownFunctions } from '../../support/dropdown';
import { forgetWaits } from '../../support/waits';

const lab = chemSandboxForEachTest(new ChemInventory());
const { sandbox, run } = lab;
const runOnNock = chemRunOnNock(new ChemInventory());

beforeEach(forgetWaits);

const resource = 'user';
const live = () => sandbox().chemInventory.lab;
const inventory = () => sandbox().chemInventory.inventoryId;
const users = () => [...live().lab.users.values()].map(({ roles, ...user }) => ({ ...user, roles: [...roles] }));
const userNamed = (lastName: string) => users().find((user) => user.lastName === lastName);
const ofInventory = () => users().filter(({ roles }) => roles.some(([id]) => id === inventory()));
const email = (name: string) => `${name}@sandbox-lab.example`;
const state = () => JSON.stringify(users());

const getAll = {
	resource,
	operation: 'getAll',
	returnAll: '={{ $json.all }}',
	limit: 2,
	output: 'simplified',
	options: {},
};
const create = {
	resource,
	operation: 'create',
	email: '={{ $json.email }}',
	firstName: '={{ $json.first }}',
	lastName: '={{ $json.last }}',
	role: '={{ $json.role }}',
	options: {},
};
const update = {
	resource,
	operation: 'update',
	user: rl('={{ $json.user }}', 'email'),
	updateFields: { lastName: '={{ $json.last }}' },
	options: {},
};
const disable = { resource, operation: 'disable', user: rl('={{ $json.user }}', 'email'), options: {} };
const password = 'fake-password-for-tests';
const resetPassword = {
	resource,
	operation: 'resetPassword',
	user: rl('={{ $json.user }}', 'email'),
	newPassword: '={{ "fake-password" + "-for-tests" }}',
};

const newcomer = (changes: object = {}) => ({
	email: email('newcomer'),
	first: 'Lab',
	last: 'Newcomer',
	role: 4,
	...changes,
});

describe('listing users', () => {
	behavesLikeAnOperation(lab, {
		parameters: getAll,
		inputs: () => [{ all: true }, { all: false }],
		path: '/inventorymanagement/users/list',
	});

	it('gives names, e-mail addresses and roles in words', async () => {
		const { json } = await run([{ all: true }], getAll);
		expect(json).toHaveLength(ofInventory().length);
		expect(json).toContainEqual(
			expect.objectContaining({
				email: email('reader'),
				firstName: 'Lab',
				accountType: 6,
				role: 'read-only',
				singleSignOn: false,
			}),
		);
	});

	it('asks for another inventory on request', async () => {
		await run([{ all: true }], { ...getAll, options: { inventory: '77' } });
		expect(bodiesOf(sandbox(), '/inventorymanagement/users/list')).toEqual([{ inventory: 77 }]);
	});

	it('does not take an expression that finds nothing for the active inventory', async () => {
		const { error } = await run([{ all: true }], { ...getAll, options: { inventory: '={{ $json.nothing }}' } });
		expect(error?.message).toBe("'Inventory' is empty [row 1]");
	});

	it("says who may, where the token's role is too low", async () => {
		const { error } = await run([{ all: true }], getAll, {
			secrets: { apiToken: sandbox().chemInventory.tokens.orders },
		});
		expect(error?.description).toContain('This needs the API token of a group administrator.');
	});
});

describe('creating a user', () => {
	behavesLikeAWrite(lab, {
		parameters: create,
		inputs: () => [newcomer(), newcomer({ email: email('second'), last: 'Second', role: 6 })],
		path: '/inventorymanagement/users/add',
		state,
		settles: true,
	});

	checksAllItemsFirst(lab, {
		parameters: create,
		inputs: () => [newcomer(), newcomer({ email: email('reader') })],
		message: "'Email' is taken",
		path: '/inventorymanagement/users/add',
	});
	refusesTwins(lab, {
		parameters: create,
		inputs: () => [newcomer(), newcomer({ email: email('NEWCOMER'), last: 'Other' })],
		message: "'Email' is used by several rows",
		path: '/inventorymanagement/users/add',
	});
	goesInOrder(lab, {
		parameters: create,
		inputs: () => [newcomer(), newcomer({ email: email('second') })],
		look: '/inventorymanagement/users/list',
		path: '/inventorymanagement/users/add',
		writes: 2,
	});

	it('takes its own address for its own when n8n runs the node again', async () => {
		sandbox().faults.add({
			when: { path: '/inventorymanagement/users/add', nth: 2 },
			times: 1,
			do: { kind: 'status', status: 400, moment: 'before' },
		});
		const { json, error, executions } = await run(
			[newcomer(), newcomer({ email: email('second'), last: 'Second' })],
			{ ...create, options: { barcode: '={{ "U" + Math.random() }}' } },
			{ settings: retrying },
		);
		expect([error?.message, executions]).toEqual([undefined, 2]);
		expect(json.map(({ lastName }) => lastName)).toEqual(['Newcomer', 'Second']);
		expect(ofInventory().filter(({ lastName }) => lastName === 'Newcomer')).toHaveLength(1);
	});

	it('gives back the id', async () => {
		const { json } = await run([newcomer()], { ...create, options: { barcode: 'U42', singleSignOn: true } });
		expect(json).toMatchObject([{ id: userNamed('Newcomer')?.id, role: 'user', barcode: 'U42', singleSignOn: true }]);
		expect(bodiesOf(sandbox(), '/inventorymanagement/users/add')).toEqual([
			{
				email: email('newcomer'),
				firstname: 'Lab',
				lastname: 'Newcomer',
				accounttype: 4,
				inventory: inventory(),
				barcode: 'U42',
				sso: true,
			},
		]);
	});

	it.each([
		[newcomer({ email: 'nobody' }), "'Email' is not an e-mail address"],
		[newcomer({ email: '' }), "'Email' is empty"],
		[newcomer({ first: null }), "'First Name' is empty"],
		[newcomer({ last: ' ' }), "'Last Name' is empty"],
		[newcomer({ role: 1 }), "'Role' is not one of the choices"],
		[newcomer({ role: '' }), "'Role' is empty"],
	])('refuses %j before anything is sent', async (input, message) => {
		const { error } = await run([input], create);
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it.each([
		['true', true],
		['false', false],
	])('takes the text %s for the single sign-on', async (text, sso) => {
		const { json } = await run([newcomer({ text })], { ...create, options: { singleSignOn: '={{ $json.text }}' } });
		expect(json).toMatchObject([{ singleSignOn: sso }]);
		expect(bodiesOf(sandbox(), '/inventorymanagement/users/add')).toMatchObject([{ sso }]);
	});

	it.each([undefined, null, '', 'yes', 1])('refuses %j as the single sign-on before anything is sent', async (text) => {
		const { error } = await run([newcomer({ text })], { ...create, options: { singleSignOn: '={{ $json.text }}' } });
		expect(error?.message).toBe("'Single Sign-On' is neither true nor false [row 1]");
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it.each([
		['Read-Only', 6],
		['order handler', 3],
		[6, 6],
		['6', 6],
	])('takes the role as it is listed, as Get Many gives it, and as a number: %j', async (role, accounttype) => {
		const { json } = await run([newcomer({ role })], create);
		expect(json).toMatchObject([{ accountType: accounttype }]);
	});

	it('refuses an address that the inventory has already, whatever its case', async () => {
		const { error } = await run([newcomer({ email: email('READER') })], create);
		expect(error?.message).toBe("'Email' is taken [row 1]");
		expect(pathsAsked(sandbox())).not.toContain('/inventorymanagement/users/add');
	});
});

describe('updating a user', () => {
	behavesLikeAWrite(lab, {
		parameters: update,
		inputs: () => [
			{ user: email('reader'), last: 'Reads' },
			{ user: email('user'), last: 'Uses' },
		],
		path: '/inventorymanagement/users/update',
		state,
		settles: true,
	});

	checksAllItemsFirst(lab, {
		parameters: update,
		inputs: () => [
			{ user: email('reader'), last: 'Reads' },
			{ user: email('raeder'), last: 'X' },
		],
		message: "'User' was not found",
		path: '/inventorymanagement/users/update',
	});
	goesInOrder(lab, {
		parameters: { ...update, user: '={{ $json.user }}' },
		inputs: () => [
			{ user: rl(email('READER'), 'email'), last: 'Reads' },
			{ user: rl(userNamed('Reader')?.id), last: 'Writes' },
		],
		look: '/inventorymanagement/users/list',
		path: '/inventorymanagement/users/update',
		writes: 2,
	});

	it('keeps the role and everything else that was left out', async () => {
		const before = userNamed('Reader');
		const { json } = await run([{ user: email('reader'), last: 'Reads' }], update);
		expect(json).toMatchObject([
			{ id: before?.id, lastName: 'Reads', accountType: 6, role: 'read-only', changed: true },
		]);
		expect(userNamed('Reads')).toEqual({ ...before, lastName: 'Reads' });
		expect(bodiesOf(sandbox(), '/inventorymanagement/users/update')).toEqual([
			{
				id: before?.id,
				accounttype: 6,
				firstname: 'Lab',
				lastname: 'Reads',
				email: email('reader'),
				inventory: inventory(),
			},
		]);
	});

	it('changes the role that is asked for', async () => {
		await run([{ user: email('reader') }], { ...update, updateFields: { role: 3 } });
		expect(userNamed('Reader')?.roles).toEqual([[inventory(), 3]]);
	});

	it.each([
		[{}, "'Update Fields' is empty"],
		[{ role: '={{ $json.nothing }}' }, "'Role' is empty"],
		[{ lastName: '={{ $json.nothing }}' }, "'Last Name' is empty"],
		[{ email: 'nobody' }, "'Email' is not an e-mail address"],
	])('refuses %j, and changes nothing', async (updateFields, message) => {
		const before = state();
		const { error } = await run([{ user: email('reader') }], { ...update, updateFields });
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(state()).toBe(before);
	});

	it('finds the user again by its id after a lost answer, although its address has changed', async () => {
		sandbox().faults.add({
			when: { path: '/inventorymanagement/users/update' },
			times: 1,
			do: { kind: 'drop', moment: 'after' },
		});
		sandbox().faults.add({
			when: { path: '/inventorymanagement/users/list', nth: 3 },
			times: 12,
			do: { kind: 'status', status: 503 },
		});
		const { json, error } = await run(
			[{ user: email('reader') }],
			{ ...update, updateFields: { email: 'reads@sandbox-lab.example' } },
			{ settings: retrying },
		);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ email: 'reads@sandbox-lab.example', changed: true }]);
	});

	it('names the nearest address for one that does not exist', async () => {
		const { error } = await run([{ user: email('raeder'), last: 'X' }], update);
		expect(error?.message).toBe("'User' was not found [row 1]");
		expect(error?.description).toContain(email('reader'));
	});
});

describe('disabling a user', () => {
	const inputs = (): [IDataObject, IDataObject] => [{ user: email('leaver') }, { user: email('reader') }];
	const parameters = disable;
	behavesLikeAWrite(lab, { parameters, inputs, path: '/inventorymanagement/users/disable', state, settles: true });

	checksAllItemsFirst(lab, {
		parameters,
		inputs: () => [{ user: email('leaver') }, { user: email('laever') }],
		message: "'User' was not found",
		path: '/inventorymanagement/users/disable',
	});
	goesInOrder(lab, {
		parameters: { ...disable, user: '={{ $json.user }}' },
		inputs: () => [{ user: rl(email('leaver'), 'email') }, { user: rl(userNamed('Leaver')?.id) }],
		look: '/inventorymanagement/users/list',
		path: '/inventorymanagement/users/disable',
		writes: 1,
	});

	it('tells who it was', async () => {
		const { json } = await run([{ user: email('leaver') }], disable);
		expect(json).toEqual([
			{
				disabled: true,
				id: userNamed('Leaver')?.id,
				name: 'Lab Leaver',
				email: email('leaver'),
				role: 'user',
				inventoryId: inventory(),
				before: expect.objectContaining({ id: userNamed('Leaver')?.id, lastName: 'Leaver', accountType: 4 }),
			},
		]);
		expect(userNamed('Leaver')?.roles).toEqual([]);
	});

	it.each([
		['the ID of a user, as an address', (id: number) => rl(id, 'email')],
		['the address of a user, as an ID', () => rl(email('leaver'))],
		['an ID that no user has', () => rl('7')],
	])('disables nobody for %s', async (_what, user) => {
		const before = state();
		const { error } = await run([{}], { ...disable, user: user(userNamed('Leaver')?.id ?? 0) });
		expect(error?.message).toMatch(/^'User' (was not found|is not an ID) \[row 1\]$/);
		expect(state()).toBe(before);
	});

	it.each([
		['in the list', (id: number) => rl(id, 'list')],
		['by ID', (id: number) => rl(String(id))],
		['by a bare ID', (id: number) => id],
	])('finds the user %s', async (_how, user) => {
		const id = userNamed('Leaver')?.id ?? 0;
		const { json } = await run([{}], { ...disable, user: user(id) });
		expect(json).toMatchObject([{ disabled: true, id }]);
	});

	it.each(['', null])('refuses the user %j before anything is changed', async (user) => {
		const before = state();
		const { error } = await run([{ user }], disable);
		expect(error?.message).toBe("'User' is empty [row 1]");
		expect(state()).toBe(before);
	});
});

describe('resetting a password', () => {
	const inputs = (): [IDataObject, IDataObject] => [{ user: email('user') }, { user: email('reader') }];
	const parameters = resetPassword;
	behavesLikeAWrite(lab, {
		parameters,
		inputs,
		path: '/inventorymanagement/users/resetpassword',
		state,
		settles: false,
	});

	checksAllItemsFirst(lab, {
		parameters,
		inputs: () => [{ user: email('user') }, { user: email('nobody') }],
		message: "'User' was not found",
		path: '/inventorymanagement/users/resetpassword',
	});
	goesInOrder(lab, {
		parameters: { ...resetPassword, user: '={{ $json.user }}' },
		inputs: () => [{ user: rl(email('reader'), 'email') }, { user: rl(userNamed('Reader')?.id) }],
		look: '/inventorymanagement/users/list',
		path: '/inventorymanagement/users/resetpassword',
		writes: 2,
	});

	it('sets it once for each user', async () => {
		const { json } = await run(inputs(), resetPassword);
		expect(json).toMatchObject([
			{ passwordReset: true, email: email('user') },
			{ passwordReset: true, email: email('reader') },
		]);
		expect(userNamed('Reader')?.passwordResets).toBe(1);
		expect(bodiesOf(sandbox(), '/inventorymanagement/users/resetpassword')).toEqual(
			ofInventory()
				.filter(({ lastName }) => ['User One', 'Reader'].includes(lastName))
				.map(({ id }) => ({ id, password })),
		);
	});

	it.each(['', '       ', 'short', null])('refuses the password %j before anything is sent', async (short) => {
		const { error } = await run([{ user: email('user'), password: short }], {
			...resetPassword,
			newPassword: '={{ $json.password }}',
		});
		expect(error?.message).toMatch(/^'New Password' is (empty|too short) \[row 1\]$/);
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('takes a number for the text that it is', async () => {
		const { json, error } = await run([{ user: email('user'), password: 1_234_567_890 }], {
			...resetPassword,
			newPassword: '={{ $json.password }}',
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ passwordReset: true }]);
		expect(bodiesOf(sandbox(), '/inventorymanagement/users/resetpassword')).toMatchObject([{ password: '1234567890' }]);
	});

	it('keeps the blanks of a password', async () => {
		await run([{ user: email('user'), password: ' secret words ' }], {
			...resetPassword,
			newPassword: '={{ $json.password }}',
		});
		expect(bodiesOf(sandbox(), '/inventorymanagement/users/resetpassword')).toMatchObject([
			{ password: ' secret words ' },
		]);
	});

	it.each([undefined, { kind: 'status', status: 500 }, { kind: 'login-page' }, { kind: 'drop' }] as const)(
		'shows the password nowhere (%j)',
		async (fault) => {
			if (fault) sandbox().faults.add({ when: { path: '/inventorymanagement/users/resetpassword' }, do: fault });
			const { run: execution, error } = await run([{ user: email('user') }], resetPassword, {
				settings: { onError: 'continueRegularOutput' },
			});
			expect(
				deepTexts([execution.data.resultData, execution.data.executionData?.contextData, error]).filter((text) =>
					text.includes(password),
				),
			).toEqual([]);
		},
	);

	it('remembers the rest of the form for the next try, and the password nowhere', async () => {
		sandbox().faults.add({
			when: { path: '/inventorymanagement/users/resetpassword' },
			times: 1,
			do: { kind: 'drop', moment: 'after' },
		});
		const {
			run: execution,
			error,
			executions,
		} = await run([{ user: email('user') }], resetPassword, {
			settings: retrying,
		});
		expect(error?.message).toContain('Outcome unknown');
		expect(executions).toBe(3);
		const kept = deepTexts([execution.data.resultData, execution.data.executionData?.contextData]);
		expect(kept).toContain('newPassword');
		expect(deepTexts(execution.data.executionData?.contextData)).toContain('answers');
		expect(kept.filter((text) => text.includes(password))).toEqual([]);
		expect(bodiesOf(sandbox(), '/inventorymanagement/users/resetpassword')).toHaveLength(1);
	});

	it('takes it, and the token, out of words of the service that repeat them', async () => {
		nock(chemOrigin)
			.post('/api/general/getdetails')
			.reply(200, { status: 'success', data: { user: { id: 1, inventory: 9, accounttype: 2 }, inventory: { id: 9 } } });
		nock(chemOrigin)
			.post('/api/inventorymanagement/users/list')
			.twice()
			.reply(200, { status: 'success', data: [{ id: 2, email: email('user'), accounttype: 4 }] });
		nock(chemOrigin)
			.post('/api/inventorymanagement/users/resetpassword')
			.reply(200, { status: 'error', data: `The password ${password} is weak (${fakeChemToken}).` });
		const { error } = await runOnNock([{ user: email('user') }], resetPassword);
		expect(error?.description).toContain('ChemInventory says: "The password *** is weak (***)."');
	});

	it('says that the password of a single sign-on account is not the business of ChemInventory, in the words of the service', async () => {
		const sso = ofInventory().find(({ usesSso }) => usesSso);
		const { error } = await run([{ user: sso?.email }], resetPassword);
		expect(error?.description).toContain('SSO');
	});
});

describe('the list of users to choose from', () => {
	it('shows names with addresses', async () => {
		const functions = dropdownFunctions(onChemSandbox(new ChemInventory(), sandbox()));
		const { results } = await searchUsers.call(functions, 'leaver');
		expect(results).toEqual([{ name: `Lab Leaver (${email('leaver')})`, value: userNamed('Leaver')?.id }]);
	});
});
