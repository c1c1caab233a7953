/** `npm run test:forms` walks everything; `npm test` takes a part, which FORMS_SEED turns to others. */
const isWhole = process.env.FORMS === 'whole';
const seed = Number(process.env.FORMS_SEED ?? 1);
const oneOf = 8;

/** Every eighth, beginning somewhere. */
export const partOf = <T>(all: readonly T[]): T[] => all.filter((_each, at) => isWhole || (at + seed) % oneOf === 0);
