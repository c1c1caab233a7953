import type { Step } from '../test/e2e/workflowOf';
import type { Facts, Needs } from './service/facts';

/** Steps after the start of a workflow, in a row. */
export interface Plan {
	steps: readonly Step[];
	/** The names of those whose time is counted. */
	counted: readonly string[];
}

/** A trigger is measured at a poll. */
export interface PollPlan {
	trigger: Step;
}

export interface Case {
	/** As it is named on the command line. */
	name: string;
	title: string;
	needs: Needs;
	/** Whether what is there must be as new for each run. */
	writes: boolean;
	/** Whether the memory is compared as well. */
	memory?: true;
	/** Writes the files that all ways read. A case of files asks the service for nothing. */
	files?(folder: string): Promise<void>;
	ours(facts: Facts): Plan | PollPlan;
	/** In n8n without our nodes. Unless said, HTTP Request sends what ours sent. */
	byHand?(facts: Facts): Plan;
	/** A script outside of n8n. Unless said, it sends what ours sent. */
	outside?(facts: Facts): Promise<void>;
}
