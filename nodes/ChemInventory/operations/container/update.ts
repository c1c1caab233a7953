import type { IDataObject } from 'n8n-workflow';

import { faultWith } from '../../../shared/fault';
import { thing } from '../../../shared/operation';
import type { OperationCall } from '../../../shared/operation';
import { readBack } from '../../../shared/writing/readBack';
import { loadContainer } from '../../contract/container';
import type { Container } from '../../contract/container';
import { barcodeCheck, refuseTakenBarcodes } from '../../records/barcode';
import { containerToChange } from '../../records/container/chosen';
import { refuseMissingAmongSeveral } from '../../records/container/existing';
import { containerRecords, containerWordsFor, shortContainer, withNews } from '../../records/container/output';
import { containerPicker } from '../../records/container/picker';
import { changesSubstance, nameOf, saveField, shows, thingsOfChange } from '../../records/container/saveField';
import type { FieldChange } from '../../records/container/saveField';
import { containerFields, substanceFields } from '../../records/customField/form';
import { output } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { operation } from '../operation';
import { askedChanges, changesOf, updateFields } from './changes';

/** Each field is a call of its own, so a failure in the middle leaves some fields saved: it says which. */
function partlySaved(thrown: unknown, saved: readonly string[], [failed = '', ...rest]: readonly string[]): Error {
	return faultWith(thrown, ({ description, effect, tellsOfChange }) => {
		const isUnknown = effect === 'unknown';
		const notSaved = isUnknown ? rest : [failed, ...rest];
		const sentences = [
			description ?? [],
			`Saved before that: ${saved.length > 0 ? saved.join(', ') : 'nothing'}.`,
			isUnknown ? `It is unknown whether this was saved: ${failed}.` : [],
			notSaved.length > 0 ? `Not saved: ${notSaved.join(', ')}.` : [],
		];
		return {
			description: sentences.flat().join(' '),
			facts: {
				savedFields: [...saved],
				...(isUnknown ? { unknownFields: [failed] } : {}),
				notSavedFields: notSaved,
			},
			tellsOfChange: tellsOfChange || saved.length > 0,
		};
	});
}

function hintReach({ hint }: OperationCall<ChemInventoryApi>, saved: readonly FieldChange[]): void {
	if (!saved.some(({ field }) => changesSubstance(field))) return;
	hint(
		'The CAS number and the fields of the substance belong to the substance, so they changed for all of its containers.',
	);
}

export const update = operation({
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a container',
		description: 'Change fields of a container; unchanged ones are not saved again',
	},
	kind: 'write',
	short: ['id', 'savedFields', 'unchangedFields', ...shortContainer],
	form: {
		container: containerPicker,
		updateFields,
		containerFields,
		substanceFields,
		barcodeCheck,
		raw: output('containers'),
	},
	async prepare(call, form) {
		const { updateFields: given, barcodeCheck: check, raw: isRaw } = form;
		const asked = await askedChanges(call, form);
		return { ...(await containerToChange(call, form.container)), asked, barcode: given.barcode, check, raw: isRaw };
	},
	async checkAll(call, items, refuse) {
		await refuseMissingAmongSeveral(call, items, refuse, 'Container');
		await refuseTakenBarcodes(
			call,
			items.map(({ itemIndex, plan: { id, barcode, check } }) => ({
				itemIndex,
				barcode,
				check,
				ownContainerId: id,
				sent: false,
			})),
			refuse,
		);
	},
	touches: ({ id, asked }) => [thing('container', id), ...asked.flatMap(thingsOfChange)],
	async run(call, { id: containerid, asked, raw: isRaw }) {
		const { api, ledger, itemIndex } = call;
		const before = await api.call(loadContainer, { containerid });
		const changes = changesOf(asked, before);
		// What an earlier try of this run began is seen through, although the container may show it already.
		const isOpen = (change: FieldChange) => ledger.find(nameOf(itemIndex, containerid, change)) !== undefined;
		const toSave = changes.filter((change) => isOpen(change) || shows(before, change) !== true);
		const words = await containerWordsFor(
			api,
			changes.map(({ field }) => field),
		);
		const wordOf = ({ field }: FieldChange) => (isRaw ? field : words(field));
		const names = toSave.map(wordOf);
		const image: IDataObject = { id: containerid };
		for (const [at, change] of toSave.entries()) {
			try {
				Object.assign(image, await saveField(call, before, change));
			} catch (thrown) {
				throw partlySaved(thrown, names.slice(0, at), names.slice(at));
			}
		}
		hintReach(call, toSave);
		const read = async () => await api.call(loadContainer, { containerid });
		const after =
			toSave.length > 0
				? await readBack(read, `Saved in container ${containerid}: ${names.join(', ')}.`, { savedFields: names })
				: before;
		confirm(call, after, toSave, wordOf);
		const unchangedFields = changes.map(wordOf).filter((name) => !names.includes(name));
		const [record = {}, asItWas = {}] = [
			...(await containerRecords(api, [after], isRaw)),
			...(await containerRecords(api, [image], isRaw)),
		];
		return { ...withNews(record, { savedFields: names, unchangedFields }), before: asItWas };
	},
});

/** The service answers a save with nothing, so the container is read again and compared. */
function confirm(
	{ hint }: OperationCall<ChemInventoryApi>,
	container: Container,
	saved: readonly FieldChange[],
	wordOf: (change: FieldChange) => string,
): void {
	const different = saved.filter((change) => shows(container, change) === false).map(wordOf);
	if (different.length > 0)
		hint(
			`ChemInventory accepted the change, but container ${container.id} shows other values for: ${different.join(', ')}.`,
		);
}
