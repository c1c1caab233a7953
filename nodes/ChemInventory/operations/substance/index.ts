import { collectOperations } from '../../../shared/operation';
import type { ChemInventoryApi } from '../../service/api';
import { checkWatchlists } from './checkWatchlists';
import { deleteGhs } from './deleteGhs';
import { findOrCreate } from './findOrCreate';
import { retrieveInfo } from './retrieveInfo';
import { saveGhs } from './saveGhs';
import { updateStructure } from './updateStructure';

export const substanceOperations = collectOperations<ChemInventoryApi>(
	[checkWatchlists, deleteGhs, findOrCreate, retrieveInfo, saveGhs, updateStructure],
	'substance',
	'findOrCreate',
);
