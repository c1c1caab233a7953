/** How the text of a file is stored. */
export interface Encoding {
	/** As `TextDecoder` knows it. */
	readonly name: 'utf-16be' | 'utf-16le' | 'utf-8' | 'windows-1252';
	/** How many bytes at the beginning are a byte order mark. */
	readonly mark: number;
}

const marks: ReadonlyArray<[bytes: number[], name: Encoding['name']]> = [
	[[0xef, 0xbb, 0xbf], 'utf-8'],
	[[0xff, 0xfe], 'utf-16le'],
	[[0xfe, 0xff], 'utf-16be'],
];

/** UTF-16 of Western text: each second byte is zero. */
function unmarkedUtf16(start: Uint8Array): Encoding['name'] | undefined {
	const zeros = [0, 0];
	for (const [at, byte] of start.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
	const [even = 0, odd = 0] = zeros;
	const many = start.length / 4;
	if (odd > many && even < many / 10) return 'utf-16le';
	return even > many && odd < many / 10 ? 'utf-16be' : undefined;
}

/**
 * How a file is stored, as far as its beginning shows; `utf-8` where that leaves it open.
 * @param start its first bytes
 */
export function encodingAt(start: Uint8Array): Encoding {
	for (const [bytes, name] of marks)
		if (bytes.every((byte, at) => start[at] === byte)) return { name, mark: bytes.length };
	return { name: unmarkedUtf16(start) ?? 'utf-8', mark: 0 };
}

/** Whether a text in pieces is UTF-8; a piece may end within a character. */
export class Utf8Check {
	private readonly decoder = new TextDecoder('utf-8', { fatal: true });

	valid = true;

	push(piece?: Uint8Array): void {
		if (!this.valid) return;
		try {
			this.decoder.decode(piece, { stream: piece !== undefined });
		} catch {
			this.valid = false;
		}
	}
}
