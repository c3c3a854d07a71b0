import { isLoopbackAddress, isLoopbackName } from './loopback.ts';
import { WorkbenchError } from './workbench-error.ts';

/** The parts of a request that tell where it comes from. */
export interface RequestOrigin {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** Address of this end of the connection. */
  readonly localAddress: string | undefined;
}

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses requests that did not come in over loopback, that name a foreign host (a page of somebody else whose name
 * points to this machine), or that change something and come from another origin.
 */
export function checkRequest(request: RequestOrigin, publicUrl: string | undefined): void {
  if (!isLoopbackAddress(request.localAddress)) {
    throw new WorkbenchError(403, 'The workbench has no passwords and answers on loopback only. Bind it to 127.0.0.1.');
  }
  const host = URL.parse(`http://${request.host ?? ''}`);
  const publicHost = URL.parse(publicUrl ?? '');
  if (host === null || !(isLoopbackName(host.hostname) || host.hostname === publicHost?.hostname)) {
    throw new WorkbenchError(
      403,
      `The workbench does not answer for the host "${request.host ?? ''}". Open it at 127.0.0.1, or set BOTSCOPE_PUBLIC_URL to the address you use.`,
    );
  }
  if (!SAFE_METHODS.includes(request.method)) checkOrigin(request, host, publicHost);
}

function checkOrigin(request: RequestOrigin, host: URL, publicHost: URL | null): void {
  if (request.origin === undefined) {
    throw new WorkbenchError(403, `A ${request.method} needs an Origin header; browsers send it by themselves.`);
  }
  // Pages without an origin of their own send "null", which is no URL.
  const origin = URL.parse(request.origin);
  if (origin === null || (origin.host !== host.host && origin.origin !== publicHost?.origin)) {
    throw new WorkbenchError(403, `A ${request.method} from the origin "${request.origin}" is refused.`);
  }
}
