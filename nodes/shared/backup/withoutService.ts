import { Pace } from '../http/pace';
import { operationsOf } from '../operation';

/** What operations work with that need no service: what they do is done with files. */
export interface WithoutService {
	readonly service: { readonly name: string; readonly readOnly: boolean; readonly pace: Pace };
	readonly address: string;
}

export const withoutService = async (): Promise<WithoutService> => ({
	service: { name: 'n8n', readOnly: false, pace: new Pace() },
	address: '',
});

export const operation = operationsOf<WithoutService>();
