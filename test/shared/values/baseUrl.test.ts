import { readBaseUrl } from '../../../nodes/shared/values/baseUrl';

const read = (value: unknown) => readBaseUrl(value, 'URL', 'https://lab.example/api');

describe('the address of a service', () => {
	it.each([
		['https://lab.example/api/', 'https://lab.example/api'],
		[' https://lab.example/api \n', 'https://lab.example/api'],
		['http://127.0.0.1:8090/api', 'http://127.0.0.1:8090/api'],
	])('%j is taken as %s', (given, address) => {
		expect(read(given)).toBe(address);
	});

	it.each([
		['lab.example', /is not a web address/],
		['ftp://lab.example', /is not a web address/],
		['http://lab.example/api', /must start with https/],
		['https://reader:fake-word@lab.example/api', /contains more than the address/],
		['https://reader@lab.example/api', /contains more than the address/],
		['https://lab.example/api?x=', /contains more than the address/],
		['https://lab.example/api#part', /contains more than the address/],
	])('%j is refused', (given, message) => {
		expect(() => read(given)).toThrow(message);
	});
});
