import { thing } from '../../../shared/operation';
import type { OperationCall } from '../../../shared/operation';
import { loadContainer } from '../../contract/container';
import { barcodeCheck, refuseTakenBarcodes } from '../../records/barcode';
import { containerToChange } from '../../records/container/chosen';
import { refuseMissingAmongSeveral } from '../../records/container/existing';
import { containerRecords, shortContainer, withNews } from '../../records/container/output';
import { containerPicker } from '../../records/container/picker';
import { changesSubstance, thingsOfChange } from '../../records/container/saveField';
import type { FieldChange } from '../../records/container/saveField';
import { containerFields, substanceFields } from '../../records/customField/form';
import { output } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { operation } from '../operation';
import { askedChanges, changesOf, updateFields } from './changes';
import { afterSaving, fieldWords, saveChanges } from './saving';

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
		const { api } = call;
		const before = await api.call(loadContainer, { containerid });
		const changes = changesOf(asked, before);
		const wordOf = await fieldWords(api, changes, isRaw);
		const saved = await saveChanges(call, before, changes, wordOf);
		hintReach(call, saved.changes);
		const after = await afterSaving(call, before, saved.changes, wordOf);
		const savedFields = saved.changes.map(wordOf);
		const unchangedFields = changes.map(wordOf).filter((name) => !savedFields.includes(name));
		const [record = {}, asItWas = {}] = [
			...(await containerRecords(api, [after], isRaw)),
			...(await containerRecords(api, [{ id: containerid, ...saved.image }], isRaw)),
		];
		return { ...withNews(record, { savedFields, unchangedFields }), before: asItWas };
	},
});
