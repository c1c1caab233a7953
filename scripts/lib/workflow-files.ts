import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

import { sha256 } from './fingerprint';
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

/** The workflow of `npm start`'s first backup. */
export const nightlyBackupId = 'nightlyCddBackup';

function withSaveFolder(workflow: ShippedWorkflow, folder: string): ShippedWorkflow {
	const nodes = workflow.nodes.map((node) => {
		const { assignments } = node.parameters;
		if (node.name !== saveFolderNode || !assignments) return node;
		const changed = assignments.assignments.map((assignment) =>
			assignment.name === 'folder' ? { ...assignment, value: folder } : assignment,
		);
		return {
			...node,
			parameters: { ...node.parameters, assignments: { ...assignments, assignments: changed } },
		};
	});
	return { ...workflow, nodes };
}

/**
 * Every shipped workflow, with the folder of its 'Where to save' step set.
 *
 * @returns each with a fingerprint that changes when the shipped file or the folder does
 */
export function readShippedWorkflows(
	saveFolder: string,
): Array<{ file: string; workflow: ShippedWorkflow; fingerprint: string }> {
	return readdirSync(workflowsFolder)
		.filter((name) => name.endsWith('.json'))
		.sort()
		.map((name) => {
			const shipped = workflowSchema.parse(JSON.parse(readFileSync(join(workflowsFolder, name), 'utf8')));
			const workflow = withSaveFolder(shipped, saveFolder);
			return { file: basename(name), workflow, fingerprint: sha256(JSON.stringify(workflow)) };
		});
}
