import { thing } from '../../../shared/operation';
import type { OperationCall } from '../../../shared/operation';
import { loadContainer } from '../../contract/container';
import { barcodeCheck, refuseTakenBarcodes } from '../../records/barcode';
import { containerToChange } from '../../records/container/chosen';
import { refuseMissingAmongSeveral } from '../../records/container/existing';
import { containerPicker } from '../../records/container/picker';
import { changesSubstance, thingsOfChange } from '../../records/container/saveField';
import { containerFields, substanceFields } from '../../records/customField/form';
import { raw, shortContainer, toRecords } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { operation } from '../operation';
import { askedChanges, changesOf, updateFields } from './changes';
import { afterSaving, saveChanges } from './saving';

function hintReach({ hint }: OperationCall<ChemInventoryApi>, saved: readonly string[]): void {
	if (!saved.some(changesSubstance)) return;
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
	form: { container: containerPicker, updateFields, containerFields, substanceFields, barcodeCheck, raw },
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
		const saved = await saveChanges(call, before, changes);
		const names = saved.changes.map(({ field }) => field);
		hintReach(call, names);
		const after = await afterSaving(call, before, saved.changes);
		const records = await toRecords(api, [after], isRaw);
		const unchangedFields = changes.map(({ field }) => field).filter((field) => !names.includes(field));
		return records.map((record) => ({
			...record,
			savedFields: names,
			unchangedFields,
			before: { id: containerid, ...saved.image },
		}));
	},
});
