import { Fault } from '../../../nodes/shared/fault';
import { readNamesOrIds } from '../../../nodes/shared/values/namesOrIds';

const label = 'Projects';

describe('records by name or ID', () => {
	it.each<[unknown, Array<number | string>]>([
		[2024, [2024]],
		['2024', [2024]],
		['"2024"', ['2024']],
		['Archive', ['Archive']],
		['2024 Archive', ['2024 Archive']],
		['Archive, 2024 ,"2024"', ['Archive', 2024, '2024']],
		['"Kinases, phase 2", Archive', ['Kinases, phase 2', 'Archive']],
		['5" plates, Archive', ['5" plates', 'Archive']],
		[
			[' Archive ', '2024', 7, '"7"', 'Kinases, phase 2'],
			['Archive', 2024, 7, '7', 'Kinases, phase 2'],
		],
		[
			[{ id: 7, name: '2024' }, { id: 8 }, '9', { id: 7, name: 'Archive' }],
			[7, 8, 9],
		],
		[{ id: 7, name: '"Kinases"' }, [7]],
		['Archive, Archive,, ', ['Archive']],
		['\ufeff2024, Arch\u200bive\r', [2024, 'Archive']],
		[['Archive', '', null], ['Archive']],
		['', []],
		[' , ', []],
		[undefined, []],
		[null, []],
		[[], []],
	])('%j are %j', (value, read) => {
		expect(readNamesOrIds(value, label)).toEqual(read);
	});

	it.each<[unknown, string]>([
		[true, 'contains something that is not a name or an ID'],
		[{}, 'contains something that is not a name or an ID'],
		[[{ name: 'Archive' }], 'contains something that is not a name or an ID'],
		[[{ id: '7' }], 'contains something that is not a name or an ID'],
		[[{ id: 0 }], 'contains something that is not a name or an ID'],
		[[['Archive']], 'contains something that is not a name or an ID'],
		['""', 'contains something that is not a name or an ID'],
		['" ", Archive', 'contains something that is not a name or an ID'],
		['0', 'contains something that is not an ID'],
		['99999999999999999999', 'contains something that is not an ID'],
	])('%j is refused', (value, problem) => {
		expect(() => readNamesOrIds(value, label)).toThrow(Fault);
		expect(() => readNamesOrIds(value, label)).toThrow(`'${label}' ${problem}`);
	});
});
