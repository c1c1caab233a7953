const longestQuote = 300;

/** Takes the secrets out of a text that the service sent, before it goes into an error, and keeps it short. */
export function scrub(text: string, secrets: readonly string[]): string {
	let clean = text;
	for (const secret of secrets) {
		if (secret === '') continue;
		// Within an address a secret is written otherwise.
		for (const spelling of [secret, encodeURIComponent(secret)]) clean = clean.replaceAll(spelling, '***');
	}
	return clean.length > longestQuote ? `${clean.slice(0, longestQuote)}…` : clean;
}
