import type { IDataObject } from 'n8n-workflow';

import { collection } from '../../../shared/form';
import type { Detail } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import type { ItemCall, WrittenRecord } from '../../../shared/operation';
import { badInput, checked, quote } from '../../../shared/values/badInput';
import { Decimal } from '../../../shared/values/decimal';
import { dataObject } from '../../../shared/values/json';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { imageIn } from '../../../shared/writing/noted';
import { inventorySample, newEvent, updateInventorySample } from '../../contract/sample';
import type { InventorySample } from '../../contract/sample';
import { learnApiUser } from '../../records/apiUser';
import { output } from '../../records/output';
import { measuredAmount } from '../../records/sample/amount';
import { sampleIdToChange } from '../../records/sample/located';
import type { LocatedSample } from '../../records/sample/located';
import { askedFirst, sampleBefore, writtenSampleShown } from '../../records/sample/output';
import { samplePicker } from '../../records/sample/picker';
import { samplesById, writtenSample } from '../../records/sample/resource';
import { measuredUnit } from '../../records/sample/unit';
import type { CddApi } from '../../service/api';
import { recordsOf, together } from '../checks';
import type { Check } from '../checks';
import { operation } from '../operation';
import { sightingOf } from './applyPlaced';
import { eventsOf } from './compareEvents';
import type { NewEvent } from './events';
import { readSample } from './get';
import { onlyIfBarcode, refuseOtherBarcode, refuseOtherBarcodes } from './onlyIfBarcode';
import { onSameTube } from './sameTube';
import { lookForEvents, newEventsOf } from './settleEvents';

interface PlannedAmount {
	id: number;
	located: LocatedSample;
	amount: number;
	units: string;
	detail: Detail;
	onlyIfBarcode?: string;
}

/** What a sample holds. @throws Fault `badInput` where nothing can be added to it or taken from it */
function amountIn({ id, current_amount: amount, units }: InventorySample, plan: PlannedAmount): Decimal {
	if (units !== plan.units)
		throw badInput(
			'Units',
			'is not the unit of the sample, so nothing was sent',
			`Sample ${id} is kept in ${quote(units ?? '')}, the amount is given in ${quote(plan.units)}. Convert the amount, and choose the unit of the sample.`,
		);
	if (typeof amount === 'number') return Decimal.of(amount);
	throw badInput(
		'Sample',
		'has no amount that CDD Vault knows, so nothing was sent',
		`Look at sample ${id} in CDD Vault. Give it an amount with a Credit first.`,
	);
}

type Change = { credit: number } | { debit: number };

/** No balance shows so many digits: less is the tail of a binary fraction, as a service leaves it that takes 1000 from 1000.1. */
const leastPart = 1e-12;

/** Whether two amounts differ by no more than a calculation with this amount leaves behind. */
const isTail = (a: Decimal, b: Decimal, among: number) =>
	Math.abs(Number(a.minus(b).toString())) <= Math.abs(among) * leastPart;

/** What makes one amount of another; undefined where they are equal. */
function changeFrom(present: Decimal, wanted: Decimal): Change | undefined {
	if (isTail(present, wanted, Number(wanted.toString()))) return undefined;
	if (wanted.isMoreThan(present)) return { credit: Number(wanted.minus(present).toString()) };
	return present.isMoreThan(wanted) ? { debit: Number(present.minus(wanted).toString()) } : undefined;
}

/** The amount that was seen before the write. */
const seenIn = (noted: IDataObject | undefined) => Decimal.of(Number(noted?.amount));

/** @throws Fault `badInput` */
function eventFor(noted: IDataObject | undefined, { amount }: PlannedAmount): NewEvent {
	const change = changeFrom(seenIn(noted), Decimal.of(amount));
	const fields = change && 'credit' in change ? { Credit: change.credit } : { Debit: change?.debit };
	return checked(newEvent, { fields }, 'Amount');
}

/**
 * CDD Vault has no write that holds only for an amount that was seen. So somebody else's event may come between the look and the
 * write; the answer shows it, and it is not corrected: whether the sample was weighed before or after is not known.
 */
function noteOf(id: number, from: Decimal, to: Decimal, { amount, units }: PlannedAmount): string | undefined {
	if (isTail(Decimal.of(amount), to, Math.max(Math.abs(Number(from.toString())), amount))) return undefined;
	return `Sample ${id} holds ${to.toString()} ${units} now, not ${amount}: another event was recorded at the same moment. Look at its newest events in CDD Vault, and run this step again if ${amount} ${units} is right.`;
}

const firstOfAnswer = ['id', 'name', 'barcode', 'from', 'to', 'debit', 'credit', 'units', 'changed', 'note'];

async function setOnce(call: ItemCall<CddApi>, plan: PlannedAmount): Promise<WrittenRecord> {
	const { api } = call;
	const { id, amount, units, located } = plan;
	let noted: IDataObject = {};
	const { answer, before } = await applyOnce(call, {
		step: 'PUT inventory_samples',
		values: [id, amount, units],
		look: async () => {
			const present = await readSample(api, id);
			refuseOtherBarcode(api, present, plan);
			noted = {
				eventIds: eventsOf(present).map((event) => event.id),
				amount: Number(amountIn(present, plan).toString()),
				record: await sampleBefore(api, present, plan.detail),
				sample: dataObject(present),
			};
			return noted;
		},
		already: () => (changeFrom(seenIn(noted), Decimal.of(amount)) ? undefined : { record: noted.sample }),
		send: async () => {
			const event = eventFor(noted, plan);
			const reply = await api.call(updateInventorySample, { path: { id }, body: { inventory_events: [event] } });
			const written = writtenSample(reply);
			learnApiUser(call, newEventsOf(written, noted));
			return { record: dataObject(written) };
		},
		settle: async (known) => sightingOf(await lookForEvents(call, id, [eventFor(known, plan)], known)),
		whereToLook: `Open sample ${id} in CDD Vault and look at its newest events before you run this step again.`,
	});
	if (typeof answer.remark === 'string') call.hint(answer.remark);
	const sample = inventorySample.parse(answer.record);
	const from = seenIn(before);
	const to = Decimal.of(sample.current_amount ?? 0);
	const change = changeFrom(from, Decimal.of(amount));
	const note = change && noteOf(id, from, to, plan);
	if (note !== undefined) call.hint(note);
	const record = {
		...(await writtenSampleShown(api, sample, plan.detail)),
		from: Number(from.toString()),
		to: Number(to.toString()),
		...change,
		changed: change !== undefined,
		...(note === undefined ? {} : { note }),
	};
	return { ...askedFirst(record, [located.by, ...firstOfAnswer]), before: imageIn(before) };
}

/** Refuses items whose sample does not exist, or is kept in another unit. */
const refuseOtherUnits: Check<PlannedAmount> = async (call, items, refuse) => {
	const samples = await recordsOf(call, items, refuse, samplesById, ({ id }) => id);
	for (const { itemIndex, plan } of items) {
		const sample = samples.get(plan.id);
		try {
			if (sample) amountIn(sample, plan);
		} catch (thrown) {
			refuse(itemIndex, thrown);
		}
	}
};

const mostNamed = 10;

/** Not refused: a tube may be weighed twice. */
const tellOfSeveral: Check<PlannedAmount> = async ({ hint }, items) => {
	const known = new Set<number>();
	const several = new Set<number>();
	for (const { plan } of items) (known.has(plan.id) ? several : known).add(plan.id);
	if (several.size === 0) return;
	const ids = [...several].slice(0, mostNamed).join(', ');
	const more = several.size > mostNamed ? ` and ${several.size - mostNamed} more` : '';
	hint(
		`Several items set the amount of the same sample (${ids}${more}). They are recorded in the order of the items, so the last one counts.`,
	);
};

export const setAmount = operation({
	option: {
		name: 'Set Amount',
		value: 'setAmount',
		action: 'Set the amount of an inventory sample',
		description:
			'Set a sample to the amount that was weighed or measured; the credit or debit that this takes is worked out',
	},
	kind: 'write',
	short: firstOfAnswer,
	form: {
		sample: samplePicker,
		amount: measuredAmount({
			displayName: 'Amount',
			name: 'amount',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 87.5',
			description: 'What the sample holds now, as weighed or measured; 0 if it is used up',
		}),
		units: measuredUnit,
		detail: output('samples'),
		options: collection(
			{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
			{ onlyIfBarcode },
		),
	},
	prepare: async (call, { sample, options, ...form }): Promise<PlannedAmount> => ({
		id: await sampleIdToChange(call, sample),
		located: sample,
		...form,
		...options,
	}),
	async checkAll(call, items, refuse) {
		await onSameTube(together<PlannedAmount>(refuseOtherBarcodes, refuseOtherUnits))(call, items, refuse);
		await tellOfSeveral(call, items, refuse);
	},
	touches: ({ id }) => [thing('sample', id)],
	run: setOnce,
});
