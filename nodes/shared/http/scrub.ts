const longestQuote = 300;

/** Takes the secrets out of a text that the service sent, before it goes into an error, and keeps it short. */
export function scrub(text: string, secrets: readonly string[]): string {
	let clean = text;
	for (const secret of secrets) {
		if (secret !== '') clean = clean.replaceAll(secret, '***');
	}
	return clean.length > longestQuote ? `${clean.slice(0, longestQuote)}…` : clean;
}
