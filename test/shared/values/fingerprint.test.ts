import { fingerprintOf } from '../../../nodes/shared/values/fingerprint';

describe('the name of a request', () => {
	it('is the same for the same content, and another for other content', () => {
		expect(fingerprintOf('PUT', 1, { Debit: 10 })).toBe(fingerprintOf('PUT', 1, { Debit: 10 }));
		expect(fingerprintOf('PUT', 1, { Debit: 10 })).not.toBe(fingerprintOf('PUT', 1, { Debit: 11 }));
		expect(fingerprintOf('PUT', 1)).not.toBe(fingerprintOf('PUT', '1'));
	});
});
