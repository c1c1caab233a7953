import type { IDataObject } from 'n8n-workflow';

import { dataObject } from '../../shared/values/json';

/** A row of the audit log as ChemInventory sent it, which is a list without keys. */
export const auditRow = ([time, user, area, action, text]: readonly unknown[]): IDataObject =>
	dataObject({ time, user, area, action, text });
