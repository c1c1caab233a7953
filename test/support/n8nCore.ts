import { createRequire } from 'node:module';

/** Takes packages from where n8n-core takes them: its services are known to its own copies alone. */
export const fromN8nCore = createRequire(createRequire(__filename).resolve('n8n-core'));

interface Injection {
	Container: { get: <T>(type: abstract new (...parameters: never[]) => T) => T };
}

export const { Container }: Injection = fromN8nCore('@n8n/di');
