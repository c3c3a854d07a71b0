import type { FastifyRequest } from 'fastify';
import { SidecarError } from '../sidecar-error.ts';
import { secretEquals } from './secret-equals.ts';

/** Lets bots and the Collector in. Throws a {@link SidecarError} for a request without their token. */
export function checkIngestToken({ headers }: FastifyRequest, ingestToken: string): void {
  if (headers.authorization === undefined) throw new SidecarError('ingest_token_missing');
  if (!secretEquals(headers.authorization, `Bearer ${ingestToken}`)) throw new SidecarError('ingest_token_wrong');
}
