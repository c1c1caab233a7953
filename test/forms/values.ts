/** Values that reach a field from items: of spreadsheets, webhooks, other nodes, agents. */
export const odd = {
	nothing: undefined,
	empty: '',
	blank: '  ',
	null: null,
	word: 'another word',
	number: 7,
	numberText: '7',
	padded: ' 7 ',
	unseen: '\ufeff7\u200b\r',
	decimal: '7.0',
	one: 1,
	zero: 0,
	negative: -3,
	fraction: 2.5,
	true: true,
	false: false,
	trueText: 'true',
	falseText: 'False',
	yes: 'yes',
	list: ['a'],
	numbers: [7, '8'],
	emptyList: [],
	object: { a: 1 },
	date: new Date('2026-03-05T12:00:00Z'),
	moment: '2026-03-05T12:00:00Z',
	dayText: '2026-03-05',
	picked: '2026-03-05T00:00:00',
	ten: '10',
	clock: '12:30',
	year: '2026',
	eleven: '1130',
	month: '202611',
	dashedMonth: '2026-11',
	week: '2026-W48',
	hexadecimal: '0x10',
	binaryNumeral: '0b11',
	exponent: '1e3',
	infinity: Infinity,
	notANumber: NaN,
} as const;

export type Odd = keyof typeof odd;

/**
 * What becomes of a value: refused, or the same as if somebody had filled in this by hand. What a kind does not name is
 * refused.
 */
export type Expected = Partial<Record<Odd, { as: unknown }>>;

const as = (value: unknown) => ({ as: value });
const leftAlone = (...names: Odd[]): Expected => Object.fromEntries(names.map((name) => [name, as('')]));

const texts: Expected = {
	word: as('another word'),
	number: as('7'),
	numberText: as('7'),
	padded: as('7'),
	unseen: as('7'),
	decimal: as('7.0'),
	one: as('1'),
	zero: as('0'),
	negative: as('-3'),
	fraction: as('2.5'),
	trueText: as('true'),
	falseText: as('False'),
	yes: as('yes'),
	moment: as('2026-03-05T12:00:00Z'),
	dayText: as('2026-03-05'),
	picked: as('2026-03-05T00:00:00'),
	ten: as('10'),
	clock: as('12:30'),
	year: as('2026'),
	eleven: as('1130'),
	month: as('202611'),
	dashedMonth: as('2026-11'),
	week: as('2026-W48'),
	hexadecimal: as('0x10'),
	binaryNumeral: as('0b11'),
	exponent: as('1e3'),
};

const toTheLetter: Expected = { padded: as(' 7 '), unseen: as(odd.unseen) };

const wholeNumbers: Expected = {
	number: as(7),
	numberText: as(7),
	padded: as(7),
	unseen: as(7),
	decimal: as(7),
	one: as(1),
	zero: as(0),
	ten: as(10),
	year: as(2026),
	eleven: as(1130),
	month: as(202611),
	exponent: as(1000),
};

const numbers: Expected = { ...wholeNumbers, negative: as(-3), fraction: as(2.5) };

const ids: Expected = {
	number: as(7),
	numberText: as(7),
	padded: as(7),
	unseen: as(7),
	one: as(1),
	ten: as(10),
	year: as(2026),
	eleven: as(1130),
	month: as(202611),
};

const days: Expected = {
	date: as('2026-03-05'),
	moment: as('2026-03-05'),
	dayText: as('2026-03-05'),
	picked: as('2026-03-05'),
};

const dates: Expected = {
	date: as('2026-03-05T12:00:00.000Z'),
	moment: as('2026-03-05T12:00:00Z'),
	dayText: as('2026-03-05'),
	picked: as('2026-03-05T00:00:00'),
};

/** Without the texts that commas or blanks would part. */
const linesOf = (names: readonly Odd[]): Expected =>
	Object.fromEntries(names.flatMap((name) => (texts[name] ? [[name, texts[name]]] : [])));
const lines: Expected = {
	...linesOf(Object.keys(texts) as Odd[]),
	list: as('a'),
	numbers: as('7\n8'),
};

const json: Expected = {
	object: as('{ "a": 1 }'),
	list: as('["a"]'),
	numbers: as('[7, "8"]'),
	emptyList: as('[]'),
};

/** Digits are an ID. */
const namesOrIds: Expected = {
	...lines,
	...leftAlone('nothing', 'empty', 'blank', 'null', 'emptyList'),
	numbers: as('7, 8'),
	zero: undefined,
	negative: as('-3'),
};

/** By the kind of field; what is not named is refused. */
export const expectedOf: Readonly<Record<string, Expected>> = {
	text: texts,
	exactText: { ...texts, ...toTheLetter },
	optionalText: { ...texts, ...leftAlone('nothing', 'empty', 'blank', 'null') },
	number: numbers,
	optionalNumber: { ...numbers, empty: as('') },
	wholeNumber: wholeNumbers,
	flag: { true: as(true), false: as(false), trueText: as(true), falseText: as(false) },
	choice: {},
	exactChoice: {},
	day: days,
	optionalDay: { ...days, ...leftAlone('nothing', 'empty', 'blank', 'null') },
	date: dates,
	json,
	id: ids,
	ids: { ...ids, numbers: as('7, 8') },
	lines,
	optionalLines: { ...lines, ...leftAlone('nothing', 'empty', 'blank', 'null', 'emptyList') },
	texts: lines,
	fieldNames: lines,
	exactName: { ...texts, ...toTheLetter, ...leftAlone('nothing', 'empty', 'blank', 'null') },
	optionalIds: { ...ids, numbers: as('7, 8'), ...leftAlone('nothing', 'empty', 'blank', 'null', 'emptyList') },
	optionalId: { ...ids, empty: as('') },
	oneListed: texts,
	dateAsWritten: dates,
	namesOrIds: namesOrIds,
};
