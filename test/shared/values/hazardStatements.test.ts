import {
	hazardCodesIn,
	isHazardCode,
	shownHazardCodes,
	statementsIn,
} from '../../../nodes/shared/values/hazardStatements';

describe('hazard codes in a text', () => {
	it.each([
		['H302', ['H302']],
		['h302 H312', ['H302', 'H312']],
		['H 302 H 312', ['H302', 'H312']],
		['H300+H310', ['H300+H310']],
		['H302 + H312', ['H302+H312']],
		['H302+312+332', ['H302+H312+H332']],
		['EUH 066', ['EUH066']],
		['euh066|H360FD', ['EUH066', 'H360FD']],
		['EUH201/EUH201A', ['EUH201', 'EUH201A']],
		['H350i, H361fd; H360Df', ['H350i', 'H361fd', 'H360Df']],
	])('%j are %j', (text, codes) => {
		expect(hazardCodesIn(text)).toEqual(codes);
		expect(codes.every(isHazardCode)).toBe(true);
		expect(hazardCodesIn(codes.join(', '))).toEqual(codes);
	});

	it.each([
		'H30',
		'H3022',
		'H999',
		'H302i',
		'H350I',
		'H360fd',
		'H361FD',
		'P264',
		'P 301 + P310',
		'GHS02',
		'EUH66',
		'H300+',
		'None',
	])('%j is none', (text) => {
		expect(hazardCodesIn(text).every(isHazardCode)).toBe(false);
	});

	it('are the statements that a search asks for', () => {
		expect(statementsIn('H300+H310+H330')).toEqual(['H300', 'H310', 'H330']);
		expect(statementsIn('EUH066')).toEqual(['EUH066']);
	});

	it.each([
		['H302|H317', ['H302', 'H317']],
		['H300+H310|EUH066', ['H300+H310', 'EUH066']],
		['H302: Harmful if swallowed', ['H302']],
		['H360FD|H350i', ['H360FD', 'H350i']],
		['None', []],
		['', []],
	])('are read from what is shown: %j', (text, codes) => {
		expect(shownHazardCodes(text)).toEqual(codes);
	});
});
