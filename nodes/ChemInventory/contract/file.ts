import { z } from 'zod';

import { endpoint } from './endpoint';
import { id, idOrNone, nothing, receivedInteger, receivedText, scope } from './scalars';

export const storedFile = z
	.object({
		id: receivedInteger,
		name: z.string(),
		categoryid: receivedInteger.nullish(),
		size: receivedInteger.nullish(),
		dateuploaded: z.string().nullish(),
		mimetype: z.string().nullish(),
	})
	.passthrough();

export const fileCategory = z.object({ id: receivedInteger, name: z.string() }).passthrough();

const fileAndSubstance = z.object({ fileid: id, substanceid: id }).strict();

export const listFiles = endpoint({
	path: '/filestore/load',
	access: 'read',
	summary: 'Files and their categories',
	body: z.object({ scope }).strict(),
	data: z.object({ categories: z.array(fileCategory), files: z.array(storedFile) }).passthrough(),
});

/** A bare address, valid for 30 minutes; it is fetched with GET and without the token. */
export const getDownloadAddress = endpoint({
	path: '/filestore/download',
	access: 'read',
	summary: 'Temporary address of a file',
	body: z.object({ fileid: id }).strict(),
	data: z.string().min(1),
});

export const listFilesOfSubstance = endpoint({
	path: '/filestore/getlinkedfiles',
	access: 'read',
	summary: 'Files of a substance',
	body: z.object({ substanceid: id }).strict(),
	data: z.array(storedFile),
});

export const listSubstancesOfFile = endpoint({
	path: '/filestore/getsubstancelinks',
	access: 'read',
	summary: 'Substances of a file',
	body: z.object({ fileid: id }).strict(),
	data: z.array(
		z.object({ id: receivedInteger, name: receivedText.nullish(), cas: receivedText.nullish() }).passthrough(),
	),
});

export const linkFile = endpoint({
	path: '/filestore/addsubstancelink',
	access: 'write',
	summary: 'Link a file to a substance',
	minRole: 4,
	body: fileAndSubstance,
	data: nothing,
});

export const unlinkFile = endpoint({
	path: '/filestore/removesubstancelink',
	access: 'write',
	summary: 'Remove the link between a file and a substance',
	minRole: 4,
	body: fileAndSubstance,
	data: nothing,
});

export const createFileCategory = endpoint({
	path: '/filestore/createcategory',
	access: 'write',
	summary: 'Create a file category',
	minRole: 4,
	body: z.object({ name: z.string().min(1), scope }).strict(),
	data: receivedInteger,
});

export const renameFileCategory = endpoint({
	path: '/filestore/renamecategory',
	access: 'write',
	summary: 'Rename a file category',
	minRole: 4,
	body: z.object({ id, name: z.string().min(1) }).strict(),
	data: nothing,
});

export const deleteFileCategory = endpoint({
	path: '/filestore/deletecategory',
	access: 'write',
	summary: 'Delete a file category',
	minRole: 4,
	body: z.object({ id }).strict(),
	data: nothing,
});

export const renameFile = endpoint({
	path: '/filestore/renamefile',
	access: 'write',
	summary: 'Rename a file',
	minRole: 4,
	body: z.object({ fileid: id, filename: z.string().min(1) }).strict(),
	data: nothing,
});

/** `newcategoryid` 0 means no category. */
export const setFileCategory = endpoint({
	path: '/filestore/updatefilecategory',
	access: 'write',
	summary: 'Put a file into a category',
	minRole: 4,
	body: z.object({ fileid: id, newcategoryid: idOrNone }).strict(),
	data: nothing,
});

/** There is no upload endpoint: a deleted file cannot be put back through the API. */
export const deleteFile = endpoint({
	path: '/filestore/deletefile',
	access: 'write',
	summary: 'Delete a file',
	minRole: 4,
	body: z.object({ fileid: id }).strict(),
	data: nothing,
});
