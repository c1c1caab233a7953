const grouped = new Intl.NumberFormat('en');

/** A number as people read it; any other text as it is. */
export const quantity = (value: number | string): string => (typeof value === 'number' ? grouped.format(value) : value);
