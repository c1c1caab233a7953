import { vocabulary } from './vocabulary';
import type { Word } from './vocabulary';

/** Words for what is no container, order or substance. The lab's own fields are not among these. */

/** Whom something belongs to, by IDs. */
const owner: readonly Word[] = [
	['inventoryId', 'inventory'],
	['siteId', 'site'],
	['enterpriseId', 'enterprise'],
];

const person: readonly Word[] = [
	['firstName', 'firstname'],
	['lastName', 'lastname'],
];

export const holderWords = vocabulary([
	['barcode', 'barcode'],
	['type', 'type'],
	['id', 'id'],
	['name', 'name'],
]);

export const locationWords = vocabulary([
	['id', 'id'],
	['path', 'path'],
	['name', 'name'],
	['numberOfContainers', 'numbercontainers'],
	['barcode', 'barcode'],
	['parentId', 'parent'],
]);

export const fileWords = vocabulary([
	['id', 'id'],
	['name', 'name'],
	['category', 'categoryname'],
	['categoryId', 'categoryid'],
	['size', 'size'],
	['mimeType', 'mimetype'],
	['dateUploaded', 'dateuploaded'],
	['numberOfSubstances', 'substancelinkcount'],
	...person,
	...owner,
]);

export const fileCategoryWords = vocabulary([
	['id', 'id'],
	['name', 'name'],
	['numberOfFiles', 'filecount'],
	['dateCreated', 'datecreated'],
	['hidden', 'hidden'],
	...owner,
]);

export const userWords = vocabulary([
	['id', 'id'],
	...person,
	['email', 'email'],
	['role', 'role'],
	['accountType', 'accounttype'],
	['barcode', 'barcode'],
	['singleSignOn', 'sso'],
	['inventoryId', 'inventory'],
]);

export const watchlistWords = vocabulary([
	['id', 'id'],
	['name', 'name'],
	['scope', 'scope'],
	['terms', 'terms'],
	['emailAlert', 'emailalert'],
]);

export const customFieldWords = vocabulary([
	['id', 'id'],
	['key', 'key'],
	['name', 'name'],
	['fieldOf', 'fieldtype'],
	['type', 'type'],
	['allowedValues', 'allowedvalues'],
	['searchable', 'searchable'],
	['showForOrders', 'showfororders'],
	['onlyAdministratorsEdit', 'admineditonly'],
	['hidden', 'hidden'],
	...owner,
]);

/** Of the other inventories of a user. */
export const otherInventoryWords = vocabulary([
	['inventoryId', 'inventory'],
	['name', 'name'],
	['accountType', 'accounttype'],
]);
