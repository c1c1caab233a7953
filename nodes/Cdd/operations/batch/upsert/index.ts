import type { Detail } from '../../../../shared/form';
import { ReadLater, thing } from '../../../../shared/operation';
import type { ItemCall, PlannedItem, WrittenRecord } from '../../../../shared/operation';
import { badInput, quote } from '../../../../shared/values/badInput';
import { looseKey, sameSpelling } from '../../../../shared/values/text';
import { changeOnce } from '../../../../shared/writing/changeOnce';
import { refuseGivenToSeveral } from '../../../../shared/writing/severalItems';
import { getBatch, updateBatch } from '../../../contract/batch';
import { shortBatch, shownBatch } from '../../../records/batch/output';
import { batchById } from '../../../records/batch/resource';
import type { CddApi } from '../../../service/api';
import { operation } from '../../operation';
import { fieldsBefore } from '../before';
import { detailsOfBatch } from '../content';
import { ownFields } from '../ownFields';
import { creationFrom, registerOnce } from '../registering';
import type { PlannedBatch } from '../registering';
import { compared, differences, namesIn } from './differences';
import type { Update } from './differences';
import { batchCalled, batchWith, identityOf } from './find';
import { upsertForm } from './form';
import type { UpsertForm } from './form';

type Call = ItemCall<CddApi>;

interface PlannedChange {
	id: number;
	wanted: Update;
	detail: Detail;
}

/** What an item comes to, and what it is known by in a text. */
type UpsertPlan = { named: string } & ({ change: PlannedChange } | { creation: PlannedBatch });

const batchFieldsOf = { label: 'Batch Fields', group: 'batch' } as const;

/** @param identifying the field that the batch was found by: it stays as it is there */
async function changeFor(api: CddApi, id: number, form: UpsertForm, identifying?: string): Promise<PlannedChange> {
	const given = await ownFields(api, form.batchFields, { ...batchFieldsOf, isNew: false });
	const fields = Object.fromEntries(Object.entries(given).filter(([name]) => name !== identifying));
	const wanted = {
		...detailsOfBatch(form.details),
		...(Object.keys(fields).length > 0 ? { batch_fields: fields } : {}),
	};
	return { id, wanted, detail: form.detail };
}

/** What one item comes to. Sends nothing. @throws Fault */
async function planOf(call: Call, form: UpsertForm): Promise<UpsertPlan> {
	const { api } = call;
	const { find, detail } = form;
	if (find.chosen === 'identifier') {
		const id = await batchCalled(call, find.identifier);
		return { named: find.identifier, change: await changeFor(api, id, form) };
	}
	const identity = await identityOf(api, find.field.text, find.value);
	const { name, value } = identity;
	const known = { [name]: value };
	const given = await ownFields(api, form.batchFields, { ...batchFieldsOf, isNew: false }, known);
	if (given[name] !== undefined && !sameSpelling(given[name], value))
		throw badInput(
			'Batch Fields',
			'has a different value for the identifying field',
			`The field is ${quote(name)}: ${quote(given[name])} there, and ${quote(value)} in 'Identifying Value'. Remove it from 'Batch Fields'.`,
		);
	const named = `${name}: ${value}`;
	const id = await batchWith(call, identity);
	if (id !== undefined) return { named, change: await changeFor(api, id, form, name) };
	const fields = { ...(await ownFields(api, form.batchFields, { ...batchFieldsOf, isNew: true }, known)), ...known };
	const { details } = form;
	const creation = await creationFrom(api, { molecule: find.molecule(), projects: find.projects(), details }, fields);
	return { named, creation: { creation, detail } };
}

async function created(call: Call, plan: PlannedBatch): Promise<WrittenRecord> {
	const { registered, record } = await registerOnce(call, plan);
	const outcome = { outcome: registered ? 'created' : 'notCreated' };
	return { ...outcome, ...record, ...outcome };
}

async function changed(call: Call, { id, wanted, detail }: PlannedChange): Promise<ReadLater> {
	const { api } = call;
	const done = await changeOnce(call, {
		step: 'PUT batches',
		values: [id, wanted],
		schema: compared,
		// What items read side by side goes out as lists.
		find: async () => compared.parse(await batchById(api, id)),
		reread: async () => compared.parse(await api.call(getBatch, { path: { id } })),
		isDone: (batch) => batch !== undefined && namesIn(differences(batch, wanted)).length === 0,
		send: async (before) => await api.call(updateBatch, { path: { id }, body: differences(before, wanted) }),
		notDone: `Batch ${id} does not hold all of the new values.`,
		whereToLook: `Look at batch ${id} in CDD Vault before you run this step again.`,
	});
	const changes = done.changed ? differences(done.before, wanted) : {};
	const outcome = done.changed ? { outcome: 'changed', changedFields: namesIn(changes) } : { outcome: 'same' };
	return new ReadLater(async () => {
		const record = shownBatch(await batchById(api, id), detail);
		return { ...outcome, ...record, ...outcome, before: fieldsBefore(done.before, changes) };
	});
}

/** Two new batches that differ in upper and lower case alone are one for people, and may be one for CDD Vault. */
const idOf = (plan: UpsertPlan) => ('change' in plan ? `batch ${plan.change.id}` : `new ${looseKey(plan.named)}`);

/** @param names how the items of one batch name it */
function givenTwice(names: readonly string[]) {
	const [named, ...others] = new Set(names);
	if (others.length === 0)
		return badInput(
			'Find the Batch By',
			'finds the same batch for several items',
			`It is ${quote(named)}. Keep only one of these rows.`,
		);
	return badInput(
		'Find the Batch By',
		'finds batches for several items that differ only in their spelling',
		`They are ${[named, ...others].map(quote).join(', ')}. Write the value in the same way everywhere, and keep only one of these rows.`,
	);
}

export const upsert = operation({
	option: {
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update a batch',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
	},
	kind: 'write',
	short: ['outcome', ...shortBatch.slice(0, 9)],
	form: upsertForm,
	prepare: planOf,
	checkAll: async (call, items: ReadonlyArray<PlannedItem<UpsertPlan>>, refuse) =>
		refuseGivenToSeveral(call, items, refuse, idOf, (plan) =>
			givenTwice(items.filter((other) => idOf(other.plan) === idOf(plan)).map((other) => other.plan.named)),
		),
	touches: (plan) => ['change' in plan ? thing('batch', plan.change.id) : thing('batches')],
	run: async (call, plan) => ('change' in plan ? await changed(call, plan.change) : await created(call, plan.creation)),
});
