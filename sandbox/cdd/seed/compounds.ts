/**
 * Common substances with their textbook formulas and molecular weights: fixed values, nothing is computed.
 * `[name, SMILES, formula, molecular weight in g/mol]`
 */
export const compounds: ReadonlyArray<readonly [name: string, smiles: string, formula: string, weight: number]> = [
	['Aspirin', 'CC(=O)Oc1ccccc1C(=O)O', 'C9H8O4', 180.16],
	['Caffeine', 'CN1C=NC2=C1C(=O)N(C)C(=O)N2C', 'C8H10N4O2', 194.19],
	['Ibuprofen', 'CC(C)Cc1ccc(cc1)C(C)C(=O)O', 'C13H18O2', 206.28],
	['Paracetamol', 'CC(=O)Nc1ccc(O)cc1', 'C8H9NO2', 151.16],
	['Lidocaine', 'CCN(CC)CC(=O)Nc1c(C)cccc1C', 'C14H22N2O', 234.34],
	['Procaine', 'CCN(CC)CCOC(=O)c1ccc(N)cc1', 'C13H20N2O2', 236.31],
	['Imidazole', 'c1c[nH]cn1', 'C3H4N2', 68.08],
	['Benzoic acid', 'OC(=O)c1ccccc1', 'C7H6O2', 122.12],
	['Salicylic acid', 'OC(=O)c1ccccc1O', 'C7H6O3', 138.12],
	['Nicotinamide', 'NC(=O)c1cccnc1', 'C6H6N2O', 122.12],
	['Taurine', 'NCCS(O)(=O)=O', 'C2H7NO3S', 125.14],
	['Glycine', 'NCC(=O)O', 'C2H5NO2', 75.07],
	['Alanine', 'CC(N)C(=O)O', 'C3H7NO2', 89.09],
	['Benzene', 'c1ccccc1', 'C6H6', 78.11],
	['Toluene', 'Cc1ccccc1', 'C7H8', 92.14],
	['Phenol', 'Oc1ccccc1', 'C6H6O', 94.11],
	['Aniline', 'Nc1ccccc1', 'C6H7N', 93.13],
	['Pyridine', 'c1ccncc1', 'C5H5N', 79.1],
	['Indole', 'c1ccc2[nH]ccc2c1', 'C8H7N', 117.15],
	['Quinoline', 'c1ccc2ncccc2c1', 'C9H7N', 129.16],
	['Morpholine', 'C1COCCN1', 'C4H9NO', 87.12],
	['Piperidine', 'C1CCNCC1', 'C5H11N', 85.15],
	['Piperazine', 'C1CNCCN1', 'C4H10N2', 86.14],
	['Acetamide', 'CC(N)=O', 'C2H5NO', 59.07],
	['Urea', 'NC(N)=O', 'CH4N2O', 60.06],
	['Thiourea', 'NC(N)=S', 'CH4N2S', 76.12],
	['Vanillin', 'COc1cc(C=O)ccc1O', 'C8H8O3', 152.15],
	['Menthol', 'CC1CCC(C(C)C)C(O)C1', 'C10H20O', 156.27],
	['Camphor', 'CC1(C)C2CCC1(C)C(=O)C2', 'C10H16O', 152.23],
	['Citric acid', 'OC(=O)CC(O)(C(=O)O)CC(=O)O', 'C6H8O7', 192.12],
	['Lactic acid', 'CC(O)C(=O)O', 'C3H6O3', 90.08],
	['Succinic acid', 'OC(=O)CCC(=O)O', 'C4H6O4', 118.09],
	['Adenine', 'Nc1ncnc2[nH]cnc12', 'C5H5N5', 135.13],
	['Thymine', 'CC1=CNC(=O)NC1=O', 'C5H6N2O2', 126.11],
	['Uracil', 'O=C1C=CNC(=O)N1', 'C4H4N2O2', 112.09],
	['Ethanol', 'CCO', 'C2H6O', 46.07],
	['Dimethyl sulfoxide', 'CS(C)=O', 'C2H6OS', 78.13],
	['Acetonitrile', 'CC#N', 'C2H3N', 41.05],
	['Anisole', 'COc1ccccc1', 'C7H8O', 108.14],
	['Diphenhydramine', 'CN(C)CCOC(c1ccccc1)c1ccccc1', 'C17H21NO', 255.35],
];

/** Two drawings of one substance, which the vault takes for possible duplicates (A25). */
export const tautomerPair = {
	group: 'pyridone',
	compounds: [
		['2-Hydroxypyridine', 'Oc1ccccn1', 'C5H5NO', 95.1],
		['2-Pyridone', 'O=c1cccc[nH]1', 'C5H5NO', 95.1],
	],
} as const;

/** Salts by name with the weight that one equivalent adds, g/mol. */
export const salts = [
	['Hydrochloride', 36.46],
	['Citrate', 192.12],
	['Succinate', 118.09],
] as const;

export const water = { name: 'H2O', weight: 18.02 };

export const sequences = [
	['Test peptide', 'AMINO_ACID', 'amino_acid', 'AAZNRXXNA'],
	['Test primer', 'NUCLEOTIDE', 'nucleotide', 'GATTACA'],
] as const;
