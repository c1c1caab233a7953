import type { Role } from '../../nodes/ChemInventory/contract/endpoint';
import { renderAllowedValues } from './customFields';
import { fieldsOf } from './fieldValues';
import type { ChemInventoryLab } from './lab';
import { locationsOf } from './locations';
import { inventoryOf, sharedWith } from './lookup';
import { renderUnits } from './render';
import { enterprise, site } from './state';
import type { FieldKind, InventoryRecord, UserRecord } from './state';
import { dateFormat } from './times';

/** "Limit search to", for the inventory alone. */
function renderLimits({ settings }: ChemInventoryLab, user: UserRecord, inventory: InventoryRecord) {
	const key = String(inventory.id);
	const limits = user.limitLocations.get(inventory.id) ?? [];
	const { limitToldIn } = settings.switches;
	return {
		limitlocations: { [key]: limitToldIn === 'll' ? [] : limits },
		ll: limitToldIn === 'limitlocations' || limits.length === 0 ? {} : { [key]: limits },
	};
}

function renderUser(lab: ChemInventoryLab, user: UserRecord, inventory: InventoryRecord, role: Role) {
	const { id, jsformat, momentformat, placeholder } = dateFormat(user.dateFormat);
	return {
		id: user.id,
		version: 0,
		sso: user.usesSso,
		email: user.email,
		inventory: inventory.id,
		inventoryname: inventory.name,
		inventoryTableLayout: null,
		accounttype: role,
		firstname: user.firstName,
		lastname: user.lastName,
		barcode: user.barcode,
		dateformat: { id, jsformat, momentformat, placeholder },
		resetpassword: 0,
		tandcnew: 0,
		gettingstarted: '2024-08-14 14:28:20',
		siteadmin: user.isSiteAdmin ? 1 : 0,
		enterpriseadmin: 0,
		preferences: {
			...renderLimits(lab, user, inventory),
			namesearch: user.nameSearch,
			ns: user.nameSearch,
			gl: { w: 100, h: 60 },
		},
		emailfeatures: true,
		emailsharinginstitution: true,
		otherInventories: [...user.roles.keys()]
			.filter((other) => other !== inventory.id)
			.map((other) => ({ inventory: other, name: inventoryOf(lab, { inventory: other }).name })),
		isDemo: false,
		inventorysite: site.id,
		sitecountry: '226',
		inventoryenterprise: enterprise.id,
		siteenterprise: enterprise.id,
		sitename: site.name,
		enterprisename: enterprise.name,
		expired: false,
		expirytype: '',
	};
}

function renderInventory(lab: ChemInventoryLab, inventory: InventoryRecord) {
	const fields = (kind: FieldKind) =>
		fieldsOf(lab, inventory, kind).map((field) => ({
			id: field.id,
			name: field.name,
			type: field.type,
			allowedvalues: renderAllowedValues(field),
			searchable: field.isSearchable ? 1 : 0,
			...(kind === 'container' ? { showfororders: field.isShownForOrders ? 1 : 0 } : {}),
		}));
	return {
		id: inventory.id,
		version: 99,
		activestocktake: false,
		enableuserbarcode: true,
		allowcontainermovements: true,
		barcodeprefix: inventory.barcodePrefix,
		containerfieldlayout: null,
		containerlimit: 0,
		enablebarcodeprefixedit: inventory.mayEditBarcodePrefix,
		enablelocationbarcode: true,
		enableuserdelete: true,
		name: inventory.name,
		renewaldate: '0',
		restrictcontainers: false,
		restrictusers: false,
		tablelayout: 'collection|name|size|location|actions',
		trialexpires: '0',
		userlimit: 50,
		enablerecycling: inventory.hasRecycling,
		country: '226',
		countryname: 'United Kingdom',
		vatrate: '0',
		filesizelimit: 10_737_418_240,
		site: site.id,
		sitename: site.name,
		enablesso: true,
		enterprise: enterprise.id,
		enterprisename: enterprise.name,
		units: renderUnits(lab),
		suppliers: [...lab.suppliers.values()]
			.filter((supplier) => supplier.inventory === inventory.id)
			.map(({ name }) => ({ name })),
		customfields: { container: fields('container'), substance: fields('substance') },
		sharing: sharedWith(lab, inventory).map(({ id, name }) => ({ inventory: id, name })),
		orderdestinationlocation: true,
		locations: {
			[String(inventory.id)]: {
				name: inventory.name,
				locations: locationsOf(lab, inventory.id).map(({ id, barcode, name, parent }) => ({
					id,
					barcode,
					location: name,
					parent,
					inventory: inventory.id,
				})),
			},
		},
	};
}

export const renderDetails = (lab: ChemInventoryLab, user: UserRecord, inventory: InventoryRecord, role: Role) => ({
	user: renderUser(lab, user, inventory, role),
	inventory: renderInventory(lab, inventory),
});
