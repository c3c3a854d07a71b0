import { ADDRESSES, ConfigurationError, VARIABLE_DATA_DIR } from '@botscope/conventions';
import { StateInUseError, StateTooNewError } from './state/open-state.ts';

const { hostVariable, portVariable } = ADDRESSES.sidecar;

/** What to tell the person who started the sidecar when it cannot start. */
export function describeStartFailure(error: unknown, dataDirectory: string | undefined): string {
  if (error instanceof ConfigurationError || error instanceof StateInUseError || error instanceof StateTooNewError) {
    return error.message;
  }
  const { code, port, path, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return `Port ${port} for the sidecar is taken. Stop what uses it, or set ${portVariable} to another.`;
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `The sidecar cannot listen (${code}). Check ${hostVariable} and ${portVariable}.`;
  }
  if (path !== undefined || code === 'ERR_SQLITE_ERROR') {
    return `The sidecar cannot keep its state in ${dataDirectory} (${message}). Check ${VARIABLE_DATA_DIR} and its rights.`;
  }
  return `The sidecar cannot start: ${message}`;
}
