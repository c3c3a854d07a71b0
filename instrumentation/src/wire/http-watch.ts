import diagnosticsChannel from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { context } from '@opentelemetry/api';
import { HttpRequest, toHttpHeaders } from './http-request.ts';
import { HttpTap } from './http-tap.ts';
import { findClientSpan } from './span-catcher.ts';
import type { Claimant } from './wire-request.ts';
import { WireTap } from './wire-tap.ts';

/** Watches all requests of `node:http` and `node:https` in the process; returns what ends it. */
export function watchHttp(claim: Claimant): () => void {
  const taps = new WeakMap<ClientRequest, HttpTap>();
  const onCreated = (message: unknown): void => {
    const { request } = message as { readonly request: ClientRequest };
    if (request.method === 'CONNECT') return;
    const made = new HttpRequest(request);
    const owner = claim(made);
    if (owner === undefined) return;
    const tap = new WireTap(
      owner,
      () => made.address,
      () => toHttpHeaders(request),
    );
    tap.safely(() => {
      taps.set(request, new HttpTap(request, tap));
      owner.attach(tap, findClientSpan(context.active()));
    });
  };
  const onResponse = (message: unknown): void => {
    const { request, response } = message as { readonly request: ClientRequest; readonly response: IncomingMessage };
    taps.get(request)?.receive(response);
  };
  diagnosticsChannel.subscribe('http.client.request.created', onCreated);
  diagnosticsChannel.subscribe('http.client.response.finish', onResponse);
  return () => {
    diagnosticsChannel.unsubscribe('http.client.request.created', onCreated);
    diagnosticsChannel.unsubscribe('http.client.response.finish', onResponse);
  };
}
