import { applyOnce } from '../../shared/writing/applyOnce';
import { Fault } from '../../shared/fault';
import type { Operation } from '../../shared/operation';
import { badInput, quote } from '../../shared/values/badInput';
import { readNumber } from '../../shared/values/text';
import { fingerprintOf } from '../../shared/writing/ledger';
import type { ChemInventoryApi } from '../service/api';
import { fetchDetails } from '../service/api';
import { generateBarcodes } from '../contract/barcode';

/** An empty field stands for the saved prefix, which then stays as it is. */
async function readPrefix(api: ChemInventoryApi, value: unknown): Promise<string> {
	const prefix = String(value ?? '').trim();
	if (prefix === '') return (await fetchDetails(api)).inventory.barcodeprefix ?? '';
	if (prefix.length <= 3) return prefix;
	throw badInput('Prefix', 'is longer than 3 characters', `It is ${quote(prefix)}. ChemInventory takes at most 3.`);
}

function readWhole(value: unknown, label: string, least: number): number {
	const number = readNumber(value, label);
	if (Number.isInteger(number) && number >= least) return number;
	throw badInput(
		label,
		'is not a whole number in the allowed range',
		`It is ${quote(number)}. Give a whole number from ${least} up.`,
	);
}

export const generate: Operation<ChemInventoryApi> = {
	option: {
		name: 'Generate',
		value: 'generate',
		action: 'Generate barcodes',
		description:
			'Get barcodes that are free now. They are not reserved: use them at once. The prefix may become the saved prefix of the inventory.',
	},
	kind: 'write',
	fields: [
		{
			displayName: 'Prefix',
			name: 'prefix',
			type: 'string',
			default: '',
			placeholder: 'e.g. ABC',
			description: "At most 3 characters. Leave empty to use the inventory's saved prefix; another one may replace it.",
		},
		{
			displayName: 'Count',
			name: 'count',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 1,
			description: 'How many barcodes to get, one item for each',
		},
		{
			displayName: 'Starting Number',
			name: 'startingNumber',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 1,
			description: 'The number to begin with. Numbers that are taken are left out.',
		},
	],
	async run({ functions, api, ledger, hint }, itemIndex) {
		const body = {
			prefix: await readPrefix(api, functions.getNodeParameter('prefix', itemIndex, '')),
			count: readWhole(functions.getNodeParameter('count', itemIndex), 'Count', 1),
			startingnumber: readWhole(functions.getNodeParameter('startingNumber', itemIndex), 'Starting Number', 0),
			duplicatecheck: true as const,
		};
		const { answer, before } = await applyOnce(ledger, {
			itemIndex,
			fingerprint: fingerprintOf(generateBarcodes.path, api.address, body),
			look: async () => ({ barcodeprefix: (await fetchDetails(api)).inventory.barcodeprefix ?? null }),
			send: async () => ({ values: await api.call(generateBarcodes, body) }),
			whereToLook:
				'No barcode was given to anything, so it is safe to run this step again. Only the saved prefix of the inventory may have changed.',
			signal: functions.getExecutionCancelSignal(),
		});
		const barcodes = Array.isArray(answer.values) ? answer.values.map(String) : [];
		if (barcodes.length !== body.count) {
			throw new Fault('incomplete', 'ChemInventory gave another number of barcodes than asked for', {
				description: `${body.count} were asked for, and ${barcodes.length} came: ${barcodes.slice(0, 20).join(', ')}. None is reserved. Ask for fewer, or begin with another number.`,
			});
		}
		hint(
			'These barcodes are free now and not reserved. Use them at once, and check them again before you use them later.',
		);
		return barcodes.map((barcode) => ({ barcode, before: before ?? null }));
	},
};
