import type { ControlAction } from '../controls';
import { notFound } from './errors';
import { setExportStatus } from './exports';
import type { Lab } from './lab';
import type { EventRequest } from './sampleEvents';
import { createSample, sampleIdentifier, updateSample } from './samples';
import type { SampleRequest } from './samples';
import { roles, vaultIds } from './seed/vaults';
import { decideSlurp, setCourse } from './slurps';
import type { ExportRecord, ImportFindings, SampleRecord, SlurpRecord, Vault } from './state';

/**
 * The live state of the played vault, to read, to change behind a client's back, and to do what a person does in the
 * vendor's web application. The maps are those that the server answers from.
 */
export class CddLive {
	constructor(private readonly lab: Lab) {}

	/** The main vault; `vaults` holds both. */
	get vault(): Vault {
		const vault = this.vaults.get(vaultIds.main);
		if (vault === undefined) throw new Error('The main vault was not seeded');
		return vault;
	}

	get vaults(): Map<number, Vault> {
		return this.lab.vaults;
	}

	get samples(): Vault['samples'] {
		return this.vault.samples;
	}

	get batches(): Vault['batches'] {
		return this.vault.batches;
	}

	get molecules(): Vault['molecules'] {
		return this.vault.molecules;
	}

	get projects(): Vault['projects'] {
		return this.vault.projects;
	}

	get dataSets(): Vault['dataSets'] {
		return this.vault.dataSets;
	}

	get mappingTemplates(): Vault['mappingTemplates'] {
		return this.vault.mappingTemplates;
	}

	get locations(): Vault['locations'] {
		return this.vault.locations;
	}

	get slurps(): Vault['slurps'] {
		return this.vault.slurps;
	}

	/** What committed imports have made: one per run and slurp. */
	get runs(): Vault['runs'] {
		return this.vault.runs;
	}

	/** Of both vaults. */
	get exports(): Map<number, ExportRecord> {
		return this.lab.exports;
	}

	/** A new sample of a batch (default: the first one), with one Credit of 100 mg; keys of `changes` win. */
	addSample(
		changes: Partial<SampleRecord> = {},
		batchId = changes.batch ?? [...this.batches.keys()][0] ?? 0,
	): SampleRecord {
		const isIdentified = this.lab.settings.switches.sampleIdentifierField === 'defined';
		const request: SampleRequest = {
			batch_id: batchId,
			units: 'mg',
			...(isIdentified ? { fields: { [sampleIdentifier]: `T${this.lab.ids.next()}` } } : {}),
			inventory_events: [{ fields: { Credit: 100 } }],
		};
		const sample = createSample(this.lab, this.vault, request, { owner: roles.manager, at: this.lab.timestamp() });
		return Object.assign(sample, changes);
	}

	/** Appends an event to a sample, such as `{ Barcode: 'A1' }`, as somebody else. */
	addEvent(sampleId: number, fields: EventRequest['fields']): SampleRecord {
		const author = { owner: roles.manager, at: this.lab.timestamp() };
		return updateSample(this.lab, this.vault, sampleId, { inventory_events: [{ fields }] }, author);
	}

	/** Removes a sample without the checks of the API. */
	deleteSample(id: number): void {
		this.samples.delete(id);
	}

	/** What checking the file comes to: for an import under way, or for the next upload. */
	setSlurpResult(findings: Partial<ImportFindings>, slurpId?: number): void {
		if (slurpId === undefined) {
			this.lab.plannedFindings.push(findings);
			return;
		}
		const slurp = this.requireSlurp(slurpId);
		setCourse(slurp, { ...slurp.findings, ...findings });
	}

	commitSlurp(id: number): SlurpRecord {
		return decideSlurp(this.lab, this.vault, id, 'commit');
	}

	rejectSlurp(id: number): SlurpRecord {
		return decideSlurp(this.lab, this.vault, id, 'reject');
	}

	cancelSlurp(id: number): SlurpRecord {
		return decideSlurp(this.lab, this.vault, id, 'cancel');
	}

	invalidateSlurp(id: number): SlurpRecord {
		return decideSlurp(this.lab, this.vault, id, 'invalid');
	}

	/** The export fails now (A33). */
	failExport(id: number): void {
		setExportStatus(this.lab, this.requireExport(id), 'failed');
	}

	/** The export stays in `started` until `releaseExport`. */
	holdExport(id: number): void {
		this.requireExport(id).held = true;
	}

	releaseExport(id: number): void {
		this.requireExport(id).held = false;
	}

	/** The same from outside: `POST /sandbox/…`. */
	actions(): ControlAction[] {
		const slurpActions = (['cancel', 'commit', 'invalid', 'reject'] as const).map((decision) => ({
			path: `slurps/:id/${decision}`,
			act: (id: number) =>
				this.slurps.has(id) ? { id, state: decideSlurp(this.lab, this.vault, id, decision).state } : undefined,
		}));
		const exportActions = Object.entries({
			fail: (id: number) => this.failExport(id),
			hold: (id: number) => this.holdExport(id),
			release: (id: number) => this.releaseExport(id),
		}).map(([name, change]) => ({
			path: `exports/:id/${name}`,
			act: (id: number) => {
				if (!this.exports.has(id)) return undefined;
				change(id);
				return { id, status: this.requireExport(id).status };
			},
		}));
		return [...slurpActions, ...exportActions];
	}

	private requireSlurp(id: number): SlurpRecord {
		const slurp = this.slurps.get(id);
		if (slurp === undefined) throw notFound([id]);
		return slurp;
	}

	private requireExport(id: number): ExportRecord {
		const job = this.exports.get(id);
		if (job === undefined) throw notFound([id]);
		return job;
	}
}
