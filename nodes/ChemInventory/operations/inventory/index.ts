import { collectOperations } from '../../../shared/operation';
import type { ChemInventoryApi } from '../../service/api';
import { exportContainers } from './export';
import { exportDeleted } from './exportDeleted';
import { getAuditHistory } from './getAuditHistory';
import { getDeleted } from './getDeleted';
import { getDetails } from './getDetails';
import { getUnits } from './getUnits';
import { restore } from './restore';
import { switchActive } from './switch';

export const inventoryOperations = collectOperations<ChemInventoryApi>(
	[exportContainers, exportDeleted, getAuditHistory, getDeleted, getDetails, getUnits, restore, switchActive],
	'inventory',
	'export',
);
