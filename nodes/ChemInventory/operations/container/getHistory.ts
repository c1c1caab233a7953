import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../shared/fault';
import { quote } from '../../../shared/values/badInput';
import { dataObject } from '../../../shared/values/json';
import { getContainerHistory } from '../../contract/container';
import { containerPicker, findContainerId } from '../../records/container/picker';
import { output } from '../../records/output';
import { operation } from '../operation';

/** `2020-01-29 19:57:54` is UTC, without saying so. */
function utc(time: string): string {
	const read = DateTime.fromSQL(time, { zone: 'utc' });
	return read.isValid ? read.toISO({ suppressMilliseconds: true }) : time;
}

/** Rows are lists: time, user, action, text. @throws Fault `malformedAnswer` */
function toEntry(containerId: number, row: readonly unknown[], isRaw: boolean): IDataObject & { time: string } {
	const [time, user, action, text] = row;
	if (typeof time !== 'string') {
		throw new Fault('malformedAnswer', 'ChemInventory sent an answer that its documentation does not describe', {
			description: `A row of the history has no time: ${quote(row)}.`,
		});
	}
	if (isRaw) return { ...dataObject({ containerId, user, action, text }), time };
	return {
		containerId,
		time: utc(time),
		user: String(user ?? ''),
		action: String(action ?? ''),
		text: String(text ?? ''),
	};
}

export const getHistory = operation({
	option: {
		name: 'Get History',
		value: 'getHistory',
		action: 'Get the history of a container',
		description: 'List who changed a container, when and how, oldest first',
	},
	kind: 'read',
	form: { container: containerPicker, raw: output('historyEntries') },
	async run({ api }, form) {
		const containerid = await findContainerId(api, form.container);
		const rows = await api.call(getContainerHistory, { containerid });
		const entries = rows.map((row) => toEntry(containerid, row, form.raw));
		return form.raw ? entries : entries.sort((a, b) => a.time.localeCompare(b.time));
	},
});
