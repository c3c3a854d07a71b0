import type { FastifyInstance } from 'fastify';
import type { ListenAddress } from './configuration.ts';

/** What a message about an address names. */
export interface NamedAddress {
  readonly what: string;
  /** Absent where the host is always the same. */
  readonly hostVariable?: string;
  readonly portVariable: string;
}

/** A start that cannot go on; the message names the thing and the fix. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** The reason in words why nothing can listen on an address. */
export function toListenError(
  { what, hostVariable, portVariable }: NamedAddress,
  { host, port }: ListenAddress,
  error: unknown,
): StartError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new StartError(
      `Port ${port} for the ${what} is taken. Stop what uses it, or set ${portVariable} to another.`,
    );
  const variables = hostVariable === undefined ? portVariable : `${hostVariable} and ${portVariable}`;
  return new StartError(`The ${what} cannot listen on ${host}:${port} (${message}). Check ${variables}.`);
}

/**
 * Lets a server listen on its address and gives its URL.
 * @throws StartError that names port and variable.
 */
export async function listenOn(app: FastifyInstance, name: NamedAddress, address: ListenAddress): Promise<string> {
  try {
    return await app.listen({ host: address.host, port: address.port });
  } catch (error) {
    throw toListenError(name, address, error);
  }
}
