import { randomUUID } from 'node:crypto';

import {
	createFileCategory,
	deleteFile,
	deleteFileCategory,
	getDownloadAddress,
	linkFile,
	listFiles,
	listFilesOfSubstance,
	listSubstancesOfFile,
	renameFile,
	renameFileCategory,
	setFileCategory,
	unlinkFile,
} from '../../nodes/ChemInventory/contract/file';
import type { ServiceReply } from '../service';
import { handle, none } from './call';
import type { Asking, Handler } from './call';
import { unknown } from './errors';
import { audit } from './history';
import type { ChemInventoryLab } from './lab';
import { requireSubstance } from './lookup';
import { renderFile } from './render';
import { enterprise, site } from './state';
import type { Belonging, FileCategoryRecord, FileRecord, OwnScope } from './state';
import { checkScope } from './watchlists';

/** How long the address of a file is valid: 30 minutes. */
export const addressLifetime = 30 * 60 * 1000;
export const filePrefix = '/cheminventory/files/';

const scopeOf = ({ inventory, site: siteId }: Belonging): OwnScope => {
	if (inventory !== 0) return 'inventory';
	return siteId === 0 ? 'enterprise' : 'site';
};

/** A scope shows its own entries and those of the organisation above it. */
function isIn({ inventory }: Asking, scope: OwnScope): (entry: Belonging) => boolean {
	const shown: OwnScope[] =
		scope === 'inventory'
			? ['inventory', 'site', 'enterprise']
			: scope === 'site'
				? ['site', 'enterprise']
				: ['enterprise'];
	return (entry) => shown.includes(scopeOf(entry)) && (entry.inventory === 0 || entry.inventory === inventory.id);
}

function requireVisible<Entry extends Belonging>(
	asking: Asking,
	entries: ReadonlyMap<number, Entry>,
	what: string,
	id: number,
): Entry {
	const entry = entries.get(id);
	if (entry === undefined || !isIn(asking, 'inventory')(entry)) throw unknown(what, id);
	return entry;
}

const requireFile = (asking: Asking, id: number): FileRecord => requireVisible(asking, asking.lab.files, 'file', id);

/** For a change: what belongs to the organisation is its administrator's. */
function requireOwnFile(asking: Asking, id: number): FileRecord {
	const file = requireFile(asking, id);
	checkScope(asking, scopeOf(file));
	return file;
}

function requireOwnCategory(asking: Asking, id: number): FileCategoryRecord {
	const category = requireVisible(asking, asking.lab.fileCategories, 'file category', id);
	checkScope(asking, scopeOf(category));
	return category;
}

const belonging = ({ inventory }: Asking, scope: OwnScope): Belonging => ({
	inventory: scope === 'inventory' ? inventory.id : 0,
	site: scope === 'site' ? site.id : 0,
	enterprise: scope === 'enterprise' ? enterprise.id : 0,
});

/** The list of files has no type, but who uploaded it and how many substances it is linked to. */
function renderListedFile(lab: ChemInventoryLab, file: FileRecord) {
	const {
		id,
		name,
		categoryid,
		size,
		dateuploaded,
		inventory,
		site: siteId,
		enterprise: enterpriseId,
	} = renderFile(file);
	const user = lab.users.get(file.userId);
	return {
		id,
		name,
		categoryid,
		size,
		dateuploaded,
		inventory,
		site: siteId,
		enterprise: enterpriseId,
		substancelinkcount: file.substances.size,
		firstname: user?.firstName ?? '',
		lastname: user?.lastName ?? '',
	};
}

const note = (asking: Asking, action: string, text: string) => audit(asking, 'File', action, text);

export const fileHandlers: Handler[] = [
	handle(listFiles, (call) => {
		const inScope = isIn(call, call.body.scope);
		return {
			categories: [...call.lab.fileCategories.values()]
				.filter(inScope)
				.map(({ id, name, createdAt, inventory, site: siteId, enterprise: enterpriseId }) => ({
					id,
					name,
					inventory,
					site: siteId,
					enterprise: enterpriseId,
					datecreated: createdAt,
					hidden: '0',
				})),
			files: [...call.lab.files.values()].filter(inScope).map((file) => renderListedFile(call.lab, file)),
		};
	}),

	handle(getDownloadAddress, (call) => {
		const { lab, storageOrigin } = call;
		const { id, name } = requireFile(call, call.body.fileid);
		const lifetime = lab.settings.switches.downloadAddress === 'expired' ? -1 : addressLifetime;
		const validUntil = lab.settings.now().getTime() + lifetime;
		const signature = randomUUID();
		lab.fileAddresses.set(signature, { fileId: id, validUntil });
		return `${storageOrigin}${filePrefix}${id}/${encodeURIComponent(name)}?expires=${validUntil}&signature=${signature}`;
	}),

	handle(listFilesOfSubstance, (call) => {
		const substance = requireSubstance(call.lab, call.body.substanceid);
		return [...call.lab.files.values()]
			.filter(isIn(call, 'inventory'))
			.filter(({ substances }) => substances.has(substance.id))
			.map(renderFile);
	}),

	handle(listSubstancesOfFile, (call) =>
		[...requireFile(call, call.body.fileid).substances].map((substanceId) => {
			const { id, name, cas } = requireSubstance(call.lab, substanceId);
			return { id, name, cas };
		}),
	),

	handle(linkFile, (call) => {
		const file = requireOwnFile(call, call.body.fileid);
		const substance = requireSubstance(call.lab, call.body.substanceid);
		file.substances.add(substance.id);
		note(call, 'Link', `${file.name} linked to ${substance.name}`);
		return none;
	}),

	handle(unlinkFile, (call) => {
		const file = requireOwnFile(call, call.body.fileid);
		if (!file.substances.delete(call.body.substanceid))
			throw unknown(`link of ${file.name} to substance`, call.body.substanceid);
		note(call, 'Unlink', `Link of ${file.name} removed`);
		return none;
	}),

	handle(createFileCategory, (call) => {
		const { lab, body } = call;
		checkScope(call, body.scope);
		const category = {
			id: lab.ids.category.next(),
			name: body.name,
			createdAt: lab.timestamp(),
			...belonging(call, body.scope),
		};
		lab.fileCategories.set(category.id, category);
		note(call, 'Category', `Category ${category.name} created`);
		return category.id;
	}),

	handle(renameFileCategory, (call) => {
		const category = requireOwnCategory(call, call.body.id);
		category.name = call.body.name;
		note(call, 'Category', `Category ${category.name} renamed`);
		return none;
	}),

	/** The files stay, without a category. */
	handle(deleteFileCategory, (call) => {
		const category = requireOwnCategory(call, call.body.id);
		call.lab.fileCategories.delete(category.id);
		for (const file of call.lab.files.values()) if (file.category === category.id) file.category = 0;
		note(call, 'Category', `Category ${category.name} deleted`);
		return none;
	}),

	handle(renameFile, (call) => {
		const file = requireOwnFile(call, call.body.fileid);
		const before = file.name;
		file.name = call.body.filename;
		note(call, 'Edit', `${before} renamed to ${file.name}`);
		return none;
	}),

	handle(setFileCategory, (call) => {
		const file = requireOwnFile(call, call.body.fileid);
		const { newcategoryid } = call.body;
		file.category =
			newcategoryid === 0 ? 0 : requireVisible(call, call.lab.fileCategories, 'file category', newcategoryid).id;
		note(call, 'Edit', `Category of ${file.name} changed`);
		return none;
	}),

	handle(deleteFile, (call) => {
		const file = requireOwnFile(call, call.body.fileid);
		call.lab.files.delete(file.id);
		note(call, 'Deletion', `${file.name} deleted`);
		return none;
	}),
];

/** What the file storage answers to an address; undefined where it is unknown or too old. */
export function storedFile(lab: ChemInventoryLab, path: string, query: URLSearchParams): ServiceReply | undefined {
	const address = lab.fileAddresses.get(query.get('signature') ?? '');
	if (address === undefined || lab.settings.now().getTime() > address.validUntil) return undefined;
	const file = lab.files.get(address.fileId);
	if (file === undefined || !path.startsWith(`${filePrefix}${file.id}/`)) return undefined;
	return { status: 200, content: { kind: 'bytes', type: file.mimeType, bytes: file.bytes } };
}
