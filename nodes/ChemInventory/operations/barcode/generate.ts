import { Fault } from '../../../shared/fault';
import { wholeNumber } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { generateBarcodes } from '../../contract/barcode';
import { getDetails } from '../../contract/inventory';
import { prefix, prefixOrSaved } from '../../records/barcode';
import { operation } from '../operation';

export const generate = operation({
	option: {
		name: 'Generate',
		value: 'generate',
		action: 'Generate barcodes',
		description:
			'Get barcodes that are free now. They are not reserved: use them at once. The prefix may become the saved prefix of the inventory.',
	},
	kind: 'write',
	form: {
		prefix: prefix({
			displayName: 'Prefix',
			name: 'prefix',
			type: 'string',
			default: '',
			placeholder: 'e.g. ABC',
			description: "At most 3 characters. Leave empty to use the inventory's saved prefix; another one may replace it.",
		}),
		count: wholeNumber(
			{
				displayName: 'Count',
				name: 'count',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 1,
				description: 'How many barcodes to get, one item for each',
			},
			{ least: 1 },
		),
		startingNumber: wholeNumber({
			displayName: 'Starting Number',
			name: 'startingNumber',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 1,
			description: 'The number to start with. Numbers in use are skipped.',
		}),
	},
	async prepare({ api }, asked) {
		const body = {
			prefix: await prefixOrSaved(api, asked.prefix),
			count: asked.count,
			startingnumber: asked.startingNumber,
			duplicatecheck: true as const,
		};
		return { asked, body };
	},
	touches: () => [thing('generated barcodes')],
	async run(call, { asked, body }) {
		const { api, hint } = call;
		const { answer, before } = await applyOnce(call, {
			step: generateBarcodes.path,
			// The saved prefix may be another one by now: this very step may have changed it.
			values: [asked],
			look: async () => ({ barcodePrefix: (await api.call(getDetails, {})).inventory.barcodeprefix ?? null }),
			send: async () => ({ values: await api.call(generateBarcodes, body) }),
			whereToLook:
				'No barcode was assigned, so it is safe to run this step again. Only the saved prefix of the inventory may have changed.',
		});
		const barcodes = Array.isArray(answer.values) ? answer.values.map(String) : [];
		if (barcodes.length !== body.count) {
			throw new Fault('incomplete', 'ChemInventory returned a different number of barcodes than requested', {
				description: `${body.count} were requested, and ${barcodes.length} came back: ${barcodes.slice(0, 20).join(', ')}. None is reserved. Request fewer, or start with another number.`,
				tellsOfChange: true,
			});
		}
		hint(
			'These barcodes are free now and not reserved. Use them at once, and check them again before you use them later.',
		);
		return barcodes.map((barcode) => ({ barcode, before: before ?? null }));
	},
});
