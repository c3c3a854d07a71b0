import { ADDRESSES, ConfigurationError } from '@botscope/conventions';
import type { GatewayConfig } from './config.ts';

/** What to tell the person who started the gateway when it cannot start. */
export function describeFailure(error: unknown, config: GatewayConfig | undefined): string {
  if (error instanceof ConfigurationError) return error.message;
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  const address = port === config?.readOnlyPort ? ADDRESSES.gatewayReadOnly : ADDRESSES.gateway;
  if (code === 'EADDRINUSE') {
    return `Port ${port} for the ${address.what} is taken. Stop what uses it, or set ${address.portVariable} to another.`;
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EACCES') {
    return `The ${address.what} cannot listen (${code}). Check ${address.hostVariable} and ${address.portVariable}.`;
  }
  return `The gateway cannot start: ${message}`;
}
