/** What people call an input item: rows are counted from 1, as somebody counts them in the table of the editor. */
export const rowOf = (itemIndex: number): number => itemIndex + 1;
