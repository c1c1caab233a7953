import type { IHttpRequestOptions } from 'n8n-workflow';

import { markAsOurs } from '../../nodes/shared/http/ownRequest';

const atOnce = async () => undefined;

/** A request as the nodes make it, that may leave at once. */
export const ownRequest = (request: IHttpRequestOptions): IHttpRequestOptions => markAsOurs(request, atOnce);
