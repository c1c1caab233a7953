/** Import it first in a test file: n8n refuses requests to private addresses, as an administrator may have it. */
process.env.N8N_SSRF_PROTECTION_ENABLED = 'true';

export {};
