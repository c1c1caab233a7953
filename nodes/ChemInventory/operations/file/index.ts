import { collectOperations } from '../../../shared/operation';
import type { ChemInventoryApi } from '../../service/api';
import { createCategory } from './createCategory';
import { deleteStoredFile } from './delete';
import { deleteCategory } from './deleteCategory';
import { download } from './download';
import { getAll } from './getAll';
import { getBySubstance } from './getBySubstance';
import { getCategories } from './getCategories';
import { getSubstances } from './getSubstances';
import { link } from './link';
import { rename } from './rename';
import { renameCategory } from './renameCategory';
import { setCategory } from './setCategory';
import { unlink } from './unlink';

/** By name. */
export const fileOperations = collectOperations<ChemInventoryApi>(
	[
		createCategory,
		deleteStoredFile,
		deleteCategory,
		download,
		getBySubstance,
		getCategories,
		getAll,
		getSubstances,
		link,
		rename,
		renameCategory,
		setCategory,
		unlink,
	],
	'file',
	'getAll',
);
