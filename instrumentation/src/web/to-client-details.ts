import { isIP } from 'node:net';
import type { ClientDetails, WebRequest } from './web-request.ts';

const LONGEST_TEXT = 512;
/** More proxies than any chain has. */
const MOST_ADDRESSES = 32;

/**
 * Who sent a request. `X-Forwarded-For` is written by anybody: it is read only from the right, past as many proxies as the
 * application says are its own; 0 = the connection's address.
 */
export function toClientDetails(request: WebRequest, trustedProxies: number): ClientDetails {
  const { method, url, originalUrl, headers } = request;
  const ip = toClientAddress(request, trustedProxies);
  const path = (originalUrl ?? url)?.split('?')[0];
  return {
    ...(ip === undefined ? {} : { ip }),
    ...(headers['user-agent'] === undefined ? {} : { userAgent: cut(headers['user-agent']) }),
    ...(path === undefined ? {} : { request: cut(`${method ?? 'GET'} ${path}`) }),
  };
}

function toClientAddress({ headers, socket }: WebRequest, trustedProxies: number): string | undefined {
  const given = headers['x-forwarded-for'];
  const forwarded = (Array.isArray(given) ? given.join(',') : (given ?? '')).split(',').slice(-MOST_ADDRESSES);
  const chain = [...forwarded.map(toAddress), toAddress(socket.remoteAddress ?? '')];
  for (let hops = Math.min(trustedProxies, chain.length - 1); hops >= 0; hops--) {
    const address = chain.at(-1 - hops);
    if (address !== undefined) return address;
  }
  return undefined;
}

/** An address without its port; undefined for what is none. */
function toAddress(text: string): string | undefined {
  const trimmed = text.trim();
  const bare = /^\[(.+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed;
  const address = bare.replace(/^::ffff:(?=[\d.]+$)/, '');
  return isIP(address) === 0 ? undefined : address;
}

function cut(text: string): string {
  return text.slice(0, LONGEST_TEXT).toWellFormed();
}
