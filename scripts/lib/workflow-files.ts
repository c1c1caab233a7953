import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

import { sha256 } from './fingerprint';
import { savedServices } from './lab-places';
import type { BackupPlace, SavedService } from './lab-places';
import { workflowsFolder } from './paths';

const saveFolderNode = 'Where to save';
const assignmentSchema = z.object({ name: z.string(), value: z.unknown() }).passthrough();
const nodeSchema = z
	.object({
		name: z.string(),
		type: z.string(),
		typeVersion: z.number(),
		parameters: z
			.object({
				assignments: z.object({ assignments: z.array(assignmentSchema) }).optional(),
			})
			.passthrough(),
	})
	.passthrough();
const workflowSchema = z.object({ id: z.string(), name: z.string(), nodes: z.array(nodeSchema) }).passthrough();

export type ShippedWorkflow = z.infer<typeof workflowSchema>;

export interface ShippedFile {
	file: string;
	workflow: ShippedWorkflow;
	fingerprint: string;
}

/** The workflow of `npm start`'s first backup. */
export const nightlyBackupId = 'nightlyCddBackup';

/** The name as shipped says whose data the workflow saves. */
function withPlace(workflow: ShippedWorkflow, placeOf: (service: SavedService) => BackupPlace): ShippedWorkflow {
	const nodes = workflow.nodes.map((node) => {
		const assigned = node.parameters.assignments?.assignments;
		if (node.name !== saveFolderNode || !assigned) return node;
		const service = z.enum(savedServices).parse(assigned.find(({ name }) => name === 'name')?.value);
		const { folder, name } = placeOf(service);
		const changed = assigned.map((assignment) => {
			if (assignment.name === 'folder') return { ...assignment, value: folder };
			return assignment.name === 'name' ? { ...assignment, value: name } : assignment;
		});
		const assignments = { ...node.parameters.assignments, assignments: changed };
		return { ...node, parameters: { ...node.parameters, assignments } };
	});
	return { ...workflow, nodes };
}

/**
 * Every shipped workflow, with the folder and the name of its 'Where to save' step set.
 *
 * @param placeOf where the data of a service are saved, and how the names of the files begin
 * @returns each with a fingerprint that changes when the shipped file or the place does
 */
export function readShippedWorkflows(placeOf: (service: SavedService) => BackupPlace): ShippedFile[] {
	return readdirSync(workflowsFolder)
		.filter((name) => name.endsWith('.json'))
		.sort()
		.map((name) => {
			const shipped = workflowSchema.parse(JSON.parse(readFileSync(join(workflowsFolder, name), 'utf8')));
			const workflow = withPlace(shipped, placeOf);
			return { file: basename(name), workflow, fingerprint: sha256(JSON.stringify(workflow)) };
		});
}
