import { sign } from '../../../shared/backup/restore/again';
import type { RestoreRules } from '../../../shared/backup/restore/steps';
import { planContainer } from './container';
import { planCustomField } from './customField';
import { planOrder } from './order';
import { planAuditEntry, planDeletedContainer, planFile, planLocation, planUser, planWatchlist } from './others';
import * as step from './steps';

/** By what the API of ChemInventory offers: deleted containers come back as they were; locations, files and history are not for it to change. */
export const restoreRules: RestoreRules = {
	service: 'ChemInventory',
	steps: [
		step.createField,
		step.updateField,
		step.restoreContainer,
		step.moveContainer,
		step.updateContainer,
		step.updateSubstance,
		step.setRecycling,
		step.updateOrder,
		step.setOrdered,
		step.createWatchlist,
		step.updateWatchlist,
		step.renameFile,
		step.setFileCategory,
		step.updateUser,
	],
	foundAgainBy: {
		// Many bottles have one name.
		container: ({ barcode }) => (barcode ? [sign('barcode', barcode)] : []),
		customField: ({ name }) => (name ? [sign('name', name)] : []),
		watchlist: ({ name }) => (name ? [sign('name', name)] : []),
	},
	byKind: {
		container: planContainer,
		deletedContainer: planDeletedContainer,
		location: planLocation,
		customField: planCustomField,
		order: planOrder,
		watchlist: planWatchlist,
		file: planFile,
		user: planUser,
		auditEntry: planAuditEntry,
	},
};
