import { scrub } from '../../../nodes/shared/http/scrub';

describe('words of a service, before they are shown', () => {
	it.each([
		['Token abc-123 is unknown', ['abc-123'], 'Token *** is unknown'],
		['abc-123, abc-123 and pass.word', ['abc-123', 'pass.word'], '***, *** and ***'],
		['pass-word is not pass.word', ['pass.word'], 'pass-word is not ***'],
		['https://vault.example/?t=a%2Bb%3D', ['a+b='], 'https://vault.example/?t=***'],
		['A token with $& in it', ['$&'], 'A token with *** in it'],
	])('hold no secret: %j without %j', (text, secrets, shown) => {
		expect(scrub(text, secrets)).toBe(shown);
	});

	it.each([[[]], [['']], [['', 'not in it']]])('are as they were where there is nothing to hide (%j)', (secrets) => {
		expect(scrub('The batch is locked.', secrets)).toBe('The batch is locked.');
	});

	it('are cut where they are long, and not within a secret', () => {
		expect(scrub('x'.repeat(300), [])).toBe('x'.repeat(300));
		expect(scrub('x'.repeat(301), [])).toBe(`${'x'.repeat(300)}…`);
		expect(scrub(`${'x'.repeat(295)}secret-token`, ['secret-token'])).toBe(`${'x'.repeat(295)}***`);
	});
});
