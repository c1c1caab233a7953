import type { INodeType } from 'n8n-workflow';

import { CddVaultTrigger } from '../../nodes/Cdd/CddVaultTrigger.node';
import { cddEvents } from '../../nodes/Cdd/trigger';
import { ChemInventoryTrigger } from '../../nodes/ChemInventory/ChemInventoryTrigger.node';
import { chemInventoryEvents } from '../../nodes/ChemInventory/trigger';
import type { Form } from '../../nodes/shared/form';
import { offeredOperations } from '../support/everyOperation';
import type { Parameters } from './walk';

/** A form of a step: of an operation, or of an event. */
export interface Subject {
	name: string;
	node: INodeType;
	fixed: Parameters;
	form: Form;
}

const ofOperations: Subject[] = offeredOperations.map(({ name, node, resource, operation }) => ({
	name,
	node,
	fixed: { resource, operation: operation.option.value },
	form: operation.form,
}));

const ofEvents: Subject[] = [
	{ node: new CddVaultTrigger(), table: cddEvents.table },
	{ node: new ChemInventoryTrigger(), table: chemInventoryEvents.table },
].flatMap(({ node, table }) =>
	[...table.values()].map(({ option, form }) => ({
		name: `${node.description.name} ${option.value}`,
		node,
		fixed: { event: option.value },
		form,
	})),
);

export const subjects = [...ofOperations, ...ofEvents];
