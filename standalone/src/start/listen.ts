import { ADDRESSES, type AddressName } from '@botscope/conventions';
import type { FastifyInstance } from 'fastify';
import type { ListenAddress } from './configuration.ts';

/** A start that cannot go on; the message names the thing and the fix. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/**
 * Lets a server listen on its address and gives its URL.
 * @throws StartError that names port and variable.
 */
export async function listenOn(
  app: FastifyInstance,
  name: AddressName,
  { host, port }: ListenAddress,
): Promise<string> {
  const { what, hostVariable, portVariable } = ADDRESSES[name];
  try {
    return await app.listen({ host, port });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new StartError(
        `Port ${port} for the ${what} is taken. Stop what uses it, or set ${portVariable} to another.`,
      );
    throw new StartError(
      `The ${what} cannot listen on ${host}:${port} (${message}). Check ${hostVariable} and ${portVariable}.`,
    );
  }
}
