import { z } from 'zod';

import { slurpRequest } from '../../nodes/Cdd/contract/slurp';
import type { RecordedPart } from '../requestLog';
import type { IncomingBody, IncomingCall } from '../service';
import { calendarDate } from './dates';
import { notFound, notSimulated, unprocessable, VaultError } from './errors';
import type { Lab } from './lab';
import { enter, lookAt } from './progress';
import type { Author } from './sampleEvents';
import { checkRows, fits, readImportFile } from './slurpFile';
import type { ImportFile } from './slurpFile';
import type { ImportFindings, MappingTemplate, NamedRecord, SlurpRecord, Vault } from './state';
import { letPass } from './tolerance';
import type { Leniency } from './tolerance';
import { readRequest } from './validation';

type Upload = z.output<typeof slurpRequest>;

const uploadMessage = 'This slurp has generated import errors or warnings. Please use web application to resolve them.';

const afterProcessed = ['queued_for_committing', 'committing', 'committed'];

function unexpectedToken(): VaultError {
	return new VaultError(400, 'unexpected token: the json part must be a JSON document and stand before the file');
}

const isPlainField = ({ contentType, filename }: RecordedPart) =>
	contentType === 'text/plain' && filename === undefined;

/** Two parts in this order: `json`, a plain field, then `file`. Clients send them the other way round, and dress `json` up (A38). */
function readUpload(body: IncomingBody, leniency: Leniency): { json: unknown; file: RecordedPart & { bytes: Buffer } } {
	if (body.kind === 'unreadable') throw unexpectedToken();
	if (body.kind !== 'multipart')
		throw new VaultError(400, 'A slurp is uploaded as multipart/form-data with the parts json and file');
	const named = (wanted: string) => body.parts.find(({ name }) => name === wanted);
	const [json, file] = [named('json'), named('file')];
	if (json === undefined) throw unexpectedToken();
	if (file?.bytes === undefined) throw new VaultError(400, 'file is required');
	const others = body.parts.filter((part) => part !== json && part !== file);
	if (others.length > 0) throw new VaultError(400, `Unknown part: ${others.map(({ name }) => name).join(', ')}`);
	if (body.parts[0] === file) letPass(leniency, 'file before json', unexpectedToken());
	if (!isPlainField(json)) letPass(leniency, `json as ${json.contentType}`, unexpectedToken());
	try {
		const value: unknown = JSON.parse(json.text ?? json.bytes?.toString('utf8') ?? '');
		return { json: value, file: { ...file, bytes: file.bytes } };
	} catch {
		throw unexpectedToken();
	}
}

const refusedAsNotSimulated = z
	.object({ mapping_template: z.unknown(), duplicate_resolution: z.unknown(), ignore_errors: z.unknown() })
	.partial()
	.passthrough();

/** What exists at the vendor in a form that nobody outside knows (A39). */
function refuseNotSimulated(json: unknown): void {
	const parsed = refusedAsNotSimulated.safeParse(json);
	if (!parsed.success) throw unexpectedToken();
	const { mapping_template: template, duplicate_resolution: duplicates, ignore_errors: ignoreErrors } = parsed.data;
	if (typeof template === 'object' && template !== null) throw notSimulated('An inline mapping');
	if (duplicates !== undefined) throw notSimulated('duplicate_resolution of a slurp');
	if (ignoreErrors === true || ignoreErrors === 'true') throw notSimulated('ignore_errors');
}

/** A number is an id and text is a name; text that is all digits may be an id where nothing is called so (A36, A37). */
function referenced<Item extends NamedRecord>(
	what: string,
	known: Iterable<Item>,
	reference: number | string,
	leniency: Leniency,
): Item {
	const items = [...known];
	const [match, ...others] = items.filter(
		(item) => (typeof reference === 'number' ? item.id : item.name) === reference,
	);
	if (match === undefined) {
		const refusal = unprocessable(`${what} ${JSON.stringify(reference)} not found`);
		const meant = typeof reference === 'string' && items.find(({ id }) => String(id) === reference);
		if (meant === undefined || meant === false) throw refusal;
		letPass(leniency, `${what} ${JSON.stringify(reference)} as text`, refusal);
		return meant;
	}
	if (others.length > 0)
		throw unprocessable(`More than one ${what.toLowerCase()} is named ${JSON.stringify(reference)}`);
	return match;
}

function templateFor(
	vault: Vault,
	reference: number | string | undefined,
	file: ImportFile,
	editorUrl: string,
	leniency: Leniency,
): MappingTemplate {
	if (reference !== undefined) {
		const template = referenced('Mapping template', vault.mappingTemplates.values(), reference, leniency);
		if (fits(template, file)) return template;
		throw new VaultError(422, 'Provided mapping template does not match file.', {
			web_url: `${editorUrl}/${template.id}`,
		});
	}
	const [match, ...others] = [...vault.mappingTemplates.values()].filter((template) => fits(template, file));
	if (match === undefined) throw unprocessable('No mapping template matches file.');
	if (others.length > 0) throw unprocessable('More than one mapping template matches file.');
	return match;
}

/** How suspicious events are resolved: accepted, grounds for a rejection, or left as warnings. */
function resolved(findings: ImportFindings, resolution: Upload['suspicious_events_resolution']): ImportFindings {
	if (findings.import_warnings === 0 || resolution === undefined || resolution === 'none') return findings;
	return resolution === 'accept'
		? { ...findings, import_warnings: 0 }
		: { ...findings, ending: findings.ending ?? 'rejected' };
}

const hasProblems = (findings: ImportFindings) => findings.import_errors > 0 || findings.import_warnings > 0;

/** The states that an import passes, from the one that the upload's reply shows. */
function courseOf(findings: ImportFindings, autoreject: boolean): string[] {
	const start = ['queued_for_processing', 'processing'];
	if (findings.ending !== undefined) return [...start, findings.ending];
	if (!hasProblems(findings)) return [...start, 'processed', ...afterProcessed];
	return autoreject ? [...start, 'processed', 'rejected'] : [...start, 'processed'];
}

export function setCourse(slurp: SlurpRecord, findings: ImportFindings): void {
	slurp.findings = findings;
	const course = courseOf(findings, slurp.autoreject);
	slurp.ahead = course.slice(Math.max(0, course.indexOf(slurp.state) + 1));
}

/** Uploads a file and starts its import. Each accepted upload is a new import: the vendor recognises no repetition. */
export function startSlurp(
	lab: Lab,
	vault: Vault,
	{ body, tolerate }: Pick<IncomingCall, 'body' | 'tolerate'>,
	author: Author,
	webUrl: string,
): SlurpRecord {
	const { slurpForm, slurpIdsAsText, unknownParameters } = lab.settings.switches;
	const { json, file } = readUpload(body, { tolerance: slurpForm, tolerate });
	refuseNotSimulated(json);
	const request = readRequest(slurpRequest, json, {
		unknownParameters,
		statusOf: ([field]) => (field === 'project' || field === 'mapping_template' ? 422 : 400),
	});
	const ofIds = { tolerance: slurpIdsAsText, tolerate };
	const project = referenced('Project', vault.projects.values(), request.project, ofIds);
	const contents = readImportFile(file.filename ?? '', file.bytes);
	const unreadable: ImportFindings = { total_records: 0, import_errors: 0, import_warnings: 0, ending: 'invalid' };
	const found =
		contents === undefined
			? unreadable
			: checkRows(
					vault,
					templateFor(vault, request.mapping_template, contents, `${webUrl}/mapping_templates`, ofIds),
					contents,
				);
	const today = calendarDate(lab.settings.now(), lab.settings.ownerTimeZone);
	const asked = request.runs === undefined ? [{}] : [request.runs].flat();
	const slurp: SlurpRecord = {
		id: lab.ids.next(),
		vaultId: vault.id,
		state: 'queued_for_processing',
		ahead: [],
		findings: found,
		autoreject: request.autoreject ?? lab.settings.switches.autorejectDefault === 'reject',
		projectId: project.id,
		runs: asked.map((run) => ({ run_date: today, person: author.owner, ...run })),
		shown: 0,
		since: lab.settings.now().getTime(),
	};
	setCourse(slurp, { ...resolved(found, request.suspicious_events_resolution), ...lab.plannedFindings.shift() });
	vault.slurps.set(slurp.id, slurp);
	return slurp;
}

export function enterSlurpState(lab: Lab, vault: Vault, slurp: SlurpRecord, state: string, shown = 0): void {
	slurp.state = state;
	enter(slurp, lab.settings.now(), shown);
	if (state !== 'committed') return;
	for (const run of slurp.runs)
		vault.runs.push({ id: lab.ids.next(), slurp: slurp.id, project: slurp.projectId, ...run });
}

export function requireSlurp(vault: Vault, id: number): SlurpRecord {
	const slurp = vault.slurps.get(id);
	if (slurp === undefined) throw notFound([id]);
	return slurp;
}

/** One look at an import, which moves on once its state has been shown and has lasted long enough (A34). */
export function pollSlurp(lab: Lab, vault: Vault, id: number): SlurpRecord {
	const slurp = requireSlurp(vault, id);
	const isDue = lookAt(slurp, slurp.state, lab.settings.slurpPace, lab.settings.now());
	const next = slurp.ahead[0];
	if (isDue && next !== undefined) {
		slurp.ahead.shift();
		enterSlurpState(lab, vault, slurp, next, 1);
	}
	return slurp;
}

const withCounts = new Set(['processed', ...afterProcessed, 'rejected']);

export function renderSlurp(slurp: SlurpRecord, apiUrl: string, webUrl: string): Record<string, unknown> {
	const { id, state, findings } = slurp;
	const head = { id, class: 'slurp', state, api_url: `${apiUrl}/slurps/${id}` };
	if (!withCounts.has(state)) return head;
	const { total_records, import_errors, import_warnings } = findings;
	const counts = {
		total_records,
		records_processed: total_records,
		records_committed: state === 'committed' ? total_records - import_errors : 0,
		import_warnings,
		import_errors,
	};
	const needsPerson = (state === 'processed' && slurp.ahead.length === 0) || state === 'rejected';
	if (!needsPerson) return { ...head, ...counts };
	return { ...head, ...counts, message: uploadMessage, web_url: `${webUrl}/slurps/${id}/report` };
}

/** What a person does in the web application, or what befalls an import there (A40). */
export function decideSlurp(
	lab: Lab,
	vault: Vault,
	id: number,
	decision: 'cancel' | 'commit' | 'invalid' | 'reject',
): SlurpRecord {
	const slurp = requireSlurp(vault, id);
	slurp.ahead = [];
	if (decision === 'commit') {
		const [first = 'committed', ...ahead] = afterProcessed;
		slurp.ahead = ahead;
		enterSlurpState(lab, vault, slurp, first);
	} else {
		const states = { cancel: 'canceled', invalid: 'invalid', reject: 'rejected' } as const;
		enterSlurpState(lab, vault, slurp, states[decision]);
	}
	return slurp;
}
