/** A turn that reads like a translation, what to write in its place, and a sentence that has it. */
export interface Phrase {
	pattern: RegExp;
	instead: string;
	example: string;
}

/**
 * What lab people do not say. A phrase that you find is added here, with the words that take its place. A blank in a
 * pattern also stands for a line break.
 */
export const phrases: readonly Phrase[] = [
	{ pattern: /\bshall\b/, instead: 'must, will', example: 'The sample shall be moved.' },
	{ pattern: /\bwants\b/, instead: 'needs, asks for', example: 'The service wants a token.' },
	{ pattern: /\btells\b/, instead: 'says, shows', example: 'The owner tells who made it.' },
	{
		pattern: /\b(?:is|are|was|were|be|been) told\b/,
		instead: 'is reported, the step says',
		example: 'It cannot be told.',
	},
	{ pattern: /\bat present\b/, instead: 'now, today', example: 'The size is empty at present.' },
	{
		pattern: /\bpresent (?:fields?|records?|values?)\b/,
		instead: 'current',
		example: 'It adds the present record of the container.',
	},
	{ pattern: /\ball the same\b/, instead: 'anyway', example: 'The others are on the list all the same.' },
	{ pattern: /\b(?:that|what) is none\b/, instead: 'that is not a …', example: 'A link that is none is refused.' },
	{
		pattern: /(?<!\bthere )\b(?:is|are|was|were) no (?!longer\b)/,
		instead: 'is not a …',
		example: 'The size is no plain number.',
	},
	{
		pattern: /\bhow (?:\w+ )?\w+ (?:is|are) called\b|\bcalled so\b/,
		instead: 'what it is called, with this name',
		example: 'No field is called so.',
	},
	{
		pattern: /\bof each \w+ (?:its|their)\b/,
		instead: 'the … of each …',
		example: 'Whether to return of each molecule its ID alone.',
	},
	{
		pattern: /\bwhat (?:the |an? )?(\w+) is an? \1 of\b/,
		instead: 'the … that it belongs to',
		example: 'The molecule says what the batch is a batch of.',
	},
	{ pattern: /\bnothing is half\b|\bsilent half\b/, instead: 'complete, incomplete', example: 'Nothing is half.' },
	{ pattern: /\bstays? so\b/, instead: 'keeps happening', example: 'If it stays so, ask support.' },
	{
		pattern: /\b(?:becomes?|became) of\b/,
		instead: 'what happens to',
		example: 'What becomes of the files is not documented.',
	},
	{ pattern: /\bany more\b(?! than\b)/, instead: 'no longer', example: 'The barcode is not on it any more.' },
	{ pattern: /\bin the place of\b/, instead: 'instead of', example: 'A login page in the place of the service.' },
	{ pattern: /\bhangs? on\b/, instead: 'depends on', example: 'What hangs on a choice.' },
	{ pattern: /\bput (?:\w+ ){0,2}right\b/, instead: 'correct', example: 'Put the barcodes right.' },
	{ pattern: /\bhand(?:s|ed)? out\b/, instead: 'provide', example: 'The storage did not hand out the file.' },
	{
		pattern: /\bbe taken back\b/,
		instead: 'be undone',
		example: 'It cannot simply be taken back.',
	},
	{
		pattern: /\bask(?:s|ed)? to slow down\b|\bwait(?:s|ed)? out\b/,
		instead: 'too many requests, waits and tries again',
		example: 'The service asks to slow down.',
	},
	{
		pattern: /\banother \w+ (?:\w+ )?than\b/,
		instead: 'a different … from, a … other than',
		example: 'Another encoding than UTF-8.',
	},
	{
		pattern: /\bcase (?:and \w+ )?(?:do not )?counts?\b/,
		instead: 'case matters',
		example: 'Upper and lower case count.',
	},
	{ pattern: /\btyping slip\b|\bwith a slip\b/, instead: 'typo', example: 'A typing slip makes a new substance.' },
	{
		pattern: /\bstands? (?!for\b|in for\b)(?:in|under|beside|above|there|at|behind|between|before)\b|\bstood\b/,
		instead: 'is',
		example: 'The code stands in the description.',
	},
	{ pattern: /\bgo(?:es)? by\b/, instead: 'uses, is found by', example: 'Fields go by their names.' },
	{
		pattern: /\bto the (?:letter|byte|type)\b/,
		instead: 'exactly, unchanged',
		example: 'It is returned to the byte.',
	},
	{ pattern: /\btaken for\b/, instead: 'mistaken for', example: 'It is taken for the answer.' },
	{ pattern: /\blook(?:s|ed)? whether\b/, instead: 'check whether', example: 'Look whether the file is there.' },
	{
		pattern: /\bfits? (?:several|more than one|exactly one|one|both)\b/,
		instead: 'matches',
		example: 'The name fits several samples.',
	},
	{
		pattern: /\bgive (?:the|its|an?|one|their) (?:IDs?|names?|numbers?|size|unit|text)\b/,
		instead: 'enter',
		example: 'Give the ID of one.',
	},
	{
		pattern: /\bholds? (?:something|nothing|no|a value|a name)\b/,
		instead: 'contains',
		example: 'The form holds something that is not a name.',
	},
	{ pattern: /\bblanks?\b/, instead: 'spaces, empty: a blank is a sample', example: 'Blanks in the name stay.' },
	{ pattern: /\bmended\b/, instead: 'corrected, fixed', example: 'A mended version is out.' },
	{ pattern: /\banew\b/, instead: 'again, from the start', example: 'The sandbox begins anew.' },
	{ pattern: /\bcomes? into sight\b/, instead: 'becomes visible', example: 'A record that comes into sight.' },
	{ pattern: /\bnames no\b/, instead: 'has no, does not name', example: 'The order names no destination.' },
	{ pattern: /\bbetter use\b/, instead: 'it is better to use', example: 'Better use one user for each.' },
	{ pattern: /\bso many (?:days|hours|minutes)\b/, instead: 'a number of', example: 'At most so many days away.' },
];
