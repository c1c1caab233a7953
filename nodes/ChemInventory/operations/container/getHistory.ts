import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../shared/fault';
import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { quote } from '../../../shared/values/badInput';
import { getContainerHistory } from '../../contract/container';
import { readContainerId } from '../../records/container/chosen';
import { containerField } from '../../records/container/picker';
import { rawDataField } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';

/** `2020-01-29 19:57:54` is UTC, without saying so. */
function utc(time: string): string {
	const read = DateTime.fromSQL(time, { zone: 'utc' });
	return read.isValid ? read.toISO({ suppressMilliseconds: true }) : time;
}

/** Rows are lists: time, user, action, text. @throws Fault `malformedAnswer` */
function toEntry(containerId: number, row: readonly unknown[], raw: unknown): IDataObject & { time: string } {
	const [time, user, action, text] = row;
	if (typeof time !== 'string') {
		throw new Fault('malformedAnswer', 'ChemInventory answered with something that is not in its documentation', {
			description: `A row of the history has no time: ${quote(row)}.`,
		});
	}
	return {
		containerId,
		time: raw ? time : utc(time),
		user: String(user ?? ''),
		action: String(action ?? ''),
		text: String(text ?? ''),
	};
}

export const getHistory: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get History',
		value: 'getHistory',
		action: 'Get the history of a container',
		description: 'List who changed a container, when and how, oldest first',
	},
	kind: 'read',
	fields: [containerField, rawDataField],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const containerid = await readContainerId(call, itemIndex);
		const rows = await api.call(getContainerHistory, { containerid });
		const raw = wantsRaw(functions, itemIndex);
		const entries = rows.map((row) => toEntry(containerid, row, raw));
		return raw ? entries : entries.sort((a, b) => a.time.localeCompare(b.time));
	},
};
