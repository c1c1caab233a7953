export type SignalWord = 'Danger' | 'Warning';

export type Pictogram = `GHS0${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`;

/** A pictogram, and what it stands for where the rules of precedence ask. */
export type Sign = Pictogram | 'GHS07 for irritation' | 'GHS07 for sensitisation' | 'GHS08 for asthma';

/** What one category puts on a label. */
export interface LabelElements {
	word?: SignalWord;
	signs: readonly Sign[];
}

export interface HazardEntry {
	/** The sentence, without a full stop at its end. */
	statement: string;
	/** What the categories with this code put on a label, each once: more than one where the code does not say which it is. */
	categories: readonly LabelElements[];
}

const danger = (...signs: Sign[]): LabelElements => ({ word: 'Danger', signs });
const warning = (...signs: Sign[]): LabelElements => ({ word: 'Warning', signs });
const noWord = (...signs: Sign[]): LabelElements => ({ signs });

/** A statement that says more beside another one, or asks for neither word nor pictogram. */
const nothing = noWord();

/**
 * Hazard statements with the label elements of the categories that they belong to.
 *
 * Sources: Regulation (EC) No 1272/2008 (CLP), consolidated to 1 September 2025: the English sentences of annex III, and the label
 * elements of annex I, parts 2 to 5. What CLP does not have (H209 to H211, H227, H282 to H284, H303, H305, H313, H316, H320, H333,
 * H401, H402): United Nations, GHS, 10th revised edition, annex 3, section 1, and annex 1. EUH001, EUH006 and EUH059: CLP as it
 * was, because labels and lists still have them.
 *
 * Where the two differ, or editions of one do, each way is a category of its own: H204 is Division 1.4, or 2B or 2C of today's GHS;
 * H221 is 1B or 2. What a label adds in words (`<state route of exposure …>`) is left out.
 */
export const hazardTable: Readonly<Record<string, HazardEntry>> = Object.fromEntries(
	(
		[
			// Physical hazards
			['H200', 'Unstable explosives', danger('GHS01')],
			['H201', 'Explosive; mass explosion hazard', danger('GHS01')],
			['H202', 'Explosive, severe projection hazard', danger('GHS01')],
			['H203', 'Explosive; fire, blast or projection hazard', danger('GHS01')],
			['H204', 'Fire or projection hazard', warning('GHS01'), warning('GHS07')],
			['H205', 'May mass explode in fire', danger()],
			[
				'H206',
				'Fire, blast or projection hazard; increased risk of explosion if desensitising agent is reduced',
				danger('GHS02'),
			],
			[
				'H207',
				'Fire or projection hazard; increased risk of explosion if desensitising agent is reduced',
				danger('GHS02'),
				warning('GHS02'),
			],
			['H208', 'Fire hazard; increased risk of explosion if desensitising agent is reduced', warning('GHS02')],
			['H209', 'Explosive', danger('GHS01')],
			['H210', 'Very sensitive', danger('GHS01')],
			['H211', 'May be sensitive', danger('GHS01'), warning('GHS01'), warning('GHS07')],
			['H220', 'Extremely flammable gas', danger('GHS02')],
			['H221', 'Flammable gas', danger('GHS02'), warning()],
			['H222', 'Extremely flammable aerosol', danger('GHS02')],
			['H223', 'Flammable aerosol', warning('GHS02')],
			['H224', 'Extremely flammable liquid and vapour', danger('GHS02')],
			['H225', 'Highly flammable liquid and vapour', danger('GHS02')],
			['H226', 'Flammable liquid and vapour', warning('GHS02')],
			['H227', 'Combustible liquid', warning()],
			['H228', 'Flammable solid', danger('GHS02'), warning('GHS02')],
			// Alone it is category 3; the others have H222 or H223 beside it.
			['H229', 'Pressurised container: May burst if heated', warning()],
			['H230', 'May react explosively even in the absence of air', danger('GHS02'), nothing],
			[
				'H231',
				'May react explosively even in the absence of air at elevated pressure and/or temperature',
				danger('GHS02'),
				nothing,
			],
			['H232', 'May ignite spontaneously if exposed to air', danger('GHS02')],
			['H240', 'Heating may cause an explosion', danger('GHS01')],
			['H241', 'Heating may cause a fire or explosion', danger('GHS01', 'GHS02')],
			['H242', 'Heating may cause a fire', danger('GHS02'), warning('GHS02')],
			['H250', 'Catches fire spontaneously if exposed to air', danger('GHS02')],
			['H251', 'Self-heating: may catch fire', danger('GHS02')],
			['H252', 'Self-heating in large quantities; may catch fire', warning('GHS02')],
			['H260', 'In contact with water releases flammable gases which may ignite spontaneously', danger('GHS02')],
			['H261', 'In contact with water releases flammable gases', danger('GHS02'), warning('GHS02')],
			['H270', 'May cause or intensify fire; oxidiser', danger('GHS03')],
			['H271', 'May cause fire or explosion; strong oxidiser', danger('GHS03')],
			['H272', 'May intensify fire; oxidiser', danger('GHS03'), warning('GHS03')],
			['H280', 'Contains gas under pressure; may explode if heated', warning('GHS04')],
			['H281', 'Contains refrigerated gas; may cause cryogenic burns or injury', warning('GHS04')],
			['H282', 'Extremely flammable chemical under pressure: may explode if heated', danger('GHS02', 'GHS04')],
			['H283', 'Flammable chemical under pressure: may explode if heated', warning('GHS02', 'GHS04')],
			['H284', 'Chemical under pressure: may explode if heated', warning('GHS04')],
			['H290', 'May be corrosive to metals', warning('GHS05')],
			// Health hazards
			['H300', 'Fatal if swallowed', danger('GHS06')],
			['H301', 'Toxic if swallowed', danger('GHS06')],
			['H302', 'Harmful if swallowed', warning('GHS07')],
			['H303', 'May be harmful if swallowed', warning()],
			['H304', 'May be fatal if swallowed and enters airways', danger('GHS08')],
			['H305', 'May be harmful if swallowed and enters airways', warning('GHS08')],
			['H310', 'Fatal in contact with skin', danger('GHS06')],
			['H311', 'Toxic in contact with skin', danger('GHS06')],
			['H312', 'Harmful in contact with skin', warning('GHS07')],
			['H313', 'May be harmful in contact with skin', warning()],
			['H314', 'Causes severe skin burns and eye damage', danger('GHS05')],
			['H315', 'Causes skin irritation', warning('GHS07 for irritation')],
			['H316', 'Causes mild skin irritation', warning()],
			['H317', 'May cause an allergic skin reaction', warning('GHS07 for sensitisation')],
			['H318', 'Causes serious eye damage', danger('GHS05')],
			['H319', 'Causes serious eye irritation', warning('GHS07 for irritation')],
			['H320', 'Causes eye irritation', warning()],
			['H330', 'Fatal if inhaled', danger('GHS06')],
			['H331', 'Toxic if inhaled', danger('GHS06')],
			['H332', 'Harmful if inhaled', warning('GHS07')],
			['H333', 'May be harmful if inhaled', warning()],
			['H334', 'May cause allergy or asthma symptoms or breathing difficulties if inhaled', danger('GHS08 for asthma')],
			['H335', 'May cause respiratory irritation', warning('GHS07')],
			['H336', 'May cause drowsiness or dizziness', warning('GHS07')],
			['H340', 'May cause genetic defects', danger('GHS08')],
			['H341', 'Suspected of causing genetic defects', warning('GHS08')],
			['H350', 'May cause cancer', danger('GHS08')],
			['H350i', 'May cause cancer by inhalation', danger('GHS08')],
			['H351', 'Suspected of causing cancer', warning('GHS08')],
			['H360', 'May damage fertility or the unborn child', danger('GHS08')],
			['H360F', 'May damage fertility', danger('GHS08')],
			['H360D', 'May damage the unborn child', danger('GHS08')],
			['H360FD', 'May damage fertility. May damage the unborn child', danger('GHS08')],
			['H360Fd', 'May damage fertility. Suspected of damaging the unborn child', danger('GHS08')],
			['H360Df', 'May damage the unborn child. Suspected of damaging fertility', danger('GHS08')],
			['H361', 'Suspected of damaging fertility or the unborn child', warning('GHS08')],
			['H361f', 'Suspected of damaging fertility', warning('GHS08')],
			['H361d', 'Suspected of damaging the unborn child', warning('GHS08')],
			['H361fd', 'Suspected of damaging fertility. Suspected of damaging the unborn child', warning('GHS08')],
			['H362', 'May cause harm to breast-fed children', nothing],
			['H370', 'Causes damage to organs', danger('GHS08')],
			['H371', 'May cause damage to organs', warning('GHS08')],
			['H372', 'Causes damage to organs through prolonged or repeated exposure', danger('GHS08')],
			['H373', 'May cause damage to organs through prolonged or repeated exposure', warning('GHS08')],
			// Environmental hazards
			['H400', 'Very toxic to aquatic life', warning('GHS09')],
			['H401', 'Toxic to aquatic life', nothing],
			['H402', 'Harmful to aquatic life', nothing],
			['H410', 'Very toxic to aquatic life with long lasting effects', warning('GHS09')],
			['H411', 'Toxic to aquatic life with long lasting effects', noWord('GHS09')],
			['H412', 'Harmful to aquatic life with long lasting effects', nothing],
			['H413', 'May cause long lasting harmful effects to aquatic life', nothing],
			['H420', 'Harms public health and the environment by destroying ozone in the upper atmosphere', warning('GHS07')],
			// Supplemental, of the European Union
			['EUH001', 'Explosive when dry', nothing],
			['EUH006', 'Explosive with or without contact with air', nothing],
			['EUH014', 'Reacts violently with water', nothing],
			['EUH018', 'In use may form flammable/explosive vapour-air mixture', nothing],
			['EUH019', 'May form explosive peroxides', nothing],
			['EUH029', 'Contact with water liberates toxic gas', nothing],
			['EUH031', 'Contact with acids liberates toxic gas', nothing],
			['EUH032', 'Contact with acids liberates very toxic gas', nothing],
			['EUH044', 'Risk of explosion if heated under confinement', nothing],
			// Before H420, with Danger and no pictogram.
			['EUH059', 'Hazardous to the ozone layer', danger(), warning('GHS07')],
			['EUH066', 'Repeated exposure may cause skin dryness or cracking', nothing],
			['EUH070', 'Toxic by eye contact', nothing],
			['EUH071', 'Corrosive to the respiratory tract', nothing],
			['EUH201', 'Contains lead. Should not be used on surfaces liable to be chewed or sucked by children', nothing],
			['EUH201A', 'Warning! Contains lead', nothing],
			['EUH202', 'Cyanoacrylate. Danger. Bonds skin and eyes in seconds. Keep out of the reach of children', nothing],
			['EUH203', 'Contains chromium (VI). May produce an allergic reaction', nothing],
			['EUH204', 'Contains isocyanates. May produce an allergic reaction', nothing],
			['EUH205', 'Contains epoxy constituents. May produce an allergic reaction', nothing],
			['EUH206', 'Warning! Do not use together with other products. May release dangerous gases (chlorine)', nothing],
			[
				'EUH207',
				'Warning! Contains cadmium. Dangerous fumes are formed during use. See information supplied by the manufacturer. Comply with the safety instructions',
				nothing,
			],
			// In CLP in angle brackets, which a mail or a page would take for a tag and hide.
			['EUH208', 'Contains (name of sensitising substance). May produce an allergic reaction', nothing],
			['EUH209', 'Can become highly flammable in use', nothing],
			['EUH209A', 'Can become flammable in use', nothing],
			['EUH210', 'Safety data sheet available on request', nothing],
			[
				'EUH211',
				'Warning! Hazardous respirable droplets may be formed when sprayed. Do not breathe spray or mist',
				nothing,
			],
			['EUH212', 'Warning! Hazardous respirable dust may be formed when used. Do not breathe dust', nothing],
			['EUH380', 'May cause endocrine disruption in humans', danger()],
			['EUH381', 'Suspected of causing endocrine disruption in humans', warning()],
			['EUH401', 'To avoid risks to human health and the environment, comply with the instructions for use', nothing],
			['EUH430', 'May cause endocrine disruption in the environment', danger()],
			['EUH431', 'Suspected of causing endocrine disruption in the environment', warning()],
			['EUH440', 'Accumulates in the environment and living organisms including in humans', danger()],
			['EUH441', 'Strongly accumulates in the environment and living organisms including in humans', danger()],
			['EUH450', 'Can cause long-lasting and diffuse contamination of water resources', danger()],
			['EUH451', 'Can cause very long-lasting and diffuse contamination of water resources', danger()],
		] satisfies Array<[code: string, statement: string, ...categories: LabelElements[]]>
	).map(([code, statement, ...categories]) => [code, { statement, categories }]),
);

/** Statements that are one sentence together; what a label shows for them follows from each. */
export const combinedStatements: Readonly<Record<string, string>> = {
	'H300+H310': 'Fatal if swallowed or in contact with skin',
	'H300+H310+H330': 'Fatal if swallowed, in contact with skin or if inhaled',
	'H300+H330': 'Fatal if swallowed or if inhaled',
	'H301+H311': 'Toxic if swallowed or in contact with skin',
	'H301+H311+H331': 'Toxic if swallowed, in contact with skin or if inhaled',
	'H301+H331': 'Toxic if swallowed or if inhaled',
	'H302+H312': 'Harmful if swallowed or in contact with skin',
	'H302+H312+H332': 'Harmful if swallowed, in contact with skin or if inhaled',
	'H302+H332': 'Harmful if swallowed or if inhaled',
	'H303+H313': 'May be harmful if swallowed or in contact with skin',
	'H303+H313+H333': 'May be harmful if swallowed, in contact with skin or if inhaled',
	'H303+H333': 'May be harmful if swallowed or if inhaled',
	'H310+H330': 'Fatal in contact with skin or if inhaled',
	'H311+H331': 'Toxic in contact with skin or if inhaled',
	'H312+H332': 'Harmful in contact with skin or if inhaled',
	'H313+H333': 'May be harmful in contact with skin or if inhaled',
	'H315+H320': 'Causes skin and eye irritation',
};
