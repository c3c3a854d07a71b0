import type { IncomingMessage } from 'node:http';
import { GatewayError } from './gateway-error.ts';

const OF_REQUEST = ['', 'close', 'keep-alive'];
const OF_UPGRADE = ['', 'keep-alive', 'upgrade'];

/** Refuses a `Connection` that names headers: proxies delete those, also ones that they have set themselves. */
export function checkConnectionHeader(request: IncomingMessage, isUpgrade: boolean): void {
  const accepted = isUpgrade ? OF_UPGRADE : OF_REQUEST;
  const tokens = (request.headers.connection ?? '').toLowerCase().split(',');
  if (!tokens.every((token) => accepted.includes(token.trim()))) throw new GatewayError('connection_header_refused');
}
