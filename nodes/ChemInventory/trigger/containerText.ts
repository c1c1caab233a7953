/** What the text of a row tells of its container; null where it cannot be read. */
export interface NamedContainer {
	name: string | null;
	barcode: string | null;
}

/**
 * `N,N-diisopropyl ethylamine 99% (AEF01028) moved from "…" to "…"` is the vendor's sample. Names hold brackets too, as
 * in Gold (I) chloride, and so do the names of fields, which stand behind a colon. What users wrote stands in quotation marks.
 */
export function readContainer(text: string): NamedContainer {
	const head = text.split(' "', 1)[0] ?? '';
	const [, name = null, barcode = ''] =
		/^(.+?) \(([^()]*)\):/.exec(head) ?? /^(.+) \(([^()]*)\) [a-z]/.exec(head) ?? [];
	return { name, barcode: barcode.trim() === '' ? null : barcode.trim() };
}

/** Whole paths, with the inventory in front. */
export function readWay(text: string): { from: string | null; to: string | null } {
	const [, from = null, to = null] = / from "(.*)" to "(.*)"\s*$/s.exec(text) ?? [];
	return { from, to: to ?? / to "(.*)"\s*$/s.exec(text)?.[1] ?? null };
}

/** `Product Code changed from "UPG159-0" to "UPG159-0-12"`, in the log with name and barcode in front. */
export function readChange(text: string): { field: string | null; oldValue: string | null; newValue: string | null } {
	const change = /^(?:.+? \([^()]*\): )?([^"]+?) changed from "(.*?)" to "(.*)"\s*$/s;
	const [, field = null, oldValue = null, newValue = null] = change.exec(text) ?? [];
	return { field, oldValue, newValue };
}
