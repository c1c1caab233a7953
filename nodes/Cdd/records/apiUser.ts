import type { OperationCall } from '../../shared/operation';
import { spelledBest } from '../../shared/values/spelling';
import { sameText } from '../../shared/values/text';
import type { CddApi } from '../service/api';

type Call = Pick<OperationCall<CddApi>, 'api' | 'functions' | 'hint'>;

/** A record, or an event, that shows who made it. */
export interface Owned {
	id: number;
	owner?: string | null;
}

/** In the node's context, which survives n8n's Retry On Fail, as the ledger of writes does. */
const contextKey = ({ address }: CddApi) => `API user of ${address}`;

/** The full name of the token's user, and which owners it stands for. */
interface ApiUser {
	name: string;
	recordsOf: <R extends Owned>(records: readonly R[]) => readonly R[];
}

/**
 * The token's user. CDD Vault has no call for it: what the token has made in this execution shows it to the letter, or
 * the credential says it, as somebody typed it. Undefined if neither does.
 */
function apiUserOf({ api, functions }: Call): ApiUser | undefined {
	const learned = functions.getContext('node')[contextKey(api)];
	if (typeof learned === 'string')
		return { name: learned, recordsOf: (records) => records.filter(({ owner }) => owner === learned) };
	const name = api.apiUser;
	return name === undefined
		? undefined
		: { name, recordsOf: (records) => spelledBest(name, records, ({ owner }) => [owner ?? '']) };
}

/** @param made what is new in CDD Vault's answer to a write. Nothing is learned where somebody else's is among it. */
export function learnApiUser({ api, functions, hint }: Call, made: readonly Owned[]): void {
	const [owner, other] = new Set(made.map((one) => one.owner ?? ''));
	if (!owner || other !== undefined) return;
	functions.getContext('node')[contextKey(api)] = owner;
	if (api.apiUser === undefined || sameText(api.apiUser, owner)) return;
	hint(
		`The credential says that the API user is "${api.apiUser}", but CDD Vault shows "${owner}" as the owner of what this step made. Correct 'Name of the API User' in the credential.`,
	);
}

/** Which of the new records that fit a lost write are its own. */
interface Verdict<R> {
	/** None where it is not clear. */
	ours: R[];
	/** What is not certain about them. */
	remark?: string;
	unclear?: string;
}

const named = ({ id, owner }: Owned) => (owner ? `${id} by ${owner}` : `${id} without an owner`);

const listOf = (records: readonly Owned[]) => records.slice(0, 10).map(named).join(', ');

/**
 * Tells what a write has made, whose answer was lost, from what others made at the same moment.
 * @param fitting new records with the content that was sent
 * @param wanted how many the write makes
 * @param what for texts: `event`
 */
export function oursAmong<R extends Owned>(
	call: Call,
	fitting: readonly R[],
	wanted: number,
	what: string,
): Verdict<R> {
	const user = apiUserOf(call);
	const ours = user === undefined ? fitting : user.recordsOf(fitting);
	const owners = new Set(ours.map(({ owner }) => owner ?? ''));
	if (ours.length > wanted || owners.size > 1)
		return {
			ours: [],
			unclear: `More than one new ${what} matches (${listOf(ours)}), and it is not clear which of them this step made.`,
		};
	if (ours.length < wanted && user !== undefined && fitting.length > ours.length)
		return {
			ours: [],
			unclear: `What matches (${what} ${listOf(fitting)}) was not made by ${user.name}, the user of the API token.`,
		};
	if (user !== undefined || ours.length < wanted) return { ours: [...ours] };
	return {
		ours: [...ours],
		remark: `the answer was lost, so what is new and matches was taken as made by this step (${what} ${listOf(ours)}). To be certain, enter 'Name of the API User' in the credential.`,
	};
}
