import { APP_ID } from '@botscope/conventions';
import { config } from '@grafana/runtime';
import type { TailListener, TailOpener, TailRequest } from './tail.ts';

/** Entries that a tail begins with: those from before are read by a query, which knows no such limit. */
const FIRST_ENTRIES = 100;

/** Tails over WebSocket, through the app's proxy routes. */
export function createGrafanaTail(): TailOpener {
  return (request, listener) => {
    try {
      return listen(new WebSocket(buildTailUrl(request, window.location.origin, config.appSubUrl)), listener);
    } catch {
      // A page whose policy forbids WebSockets; told later, as every other end is.
      const timer = setTimeout(listener.onEnd);
      return () => clearTimeout(timer);
    }
  };
}

/** Address of a tail. `subPath` is Grafana's own below the origin, without trailing slash. */
export function buildTailUrl({ area, logql, startUnixNano }: TailRequest, origin: string, subPath: string): string {
  const query = new URLSearchParams({ query: logql, start: String(startUnixNano), limit: String(FIRST_ENTRIES) });
  const base = origin.replace(/^http/, 'ws') + subPath;
  return `${base}/api/plugin-proxy/${APP_ID}/${area}/loki/api/v1/tail?${query.toString()}`;
}

function listen(socket: WebSocket, listener: TailListener): () => void {
  const end = new AbortController();
  const options = { signal: end.signal };
  socket.addEventListener('open', listener.onOpen, options);
  socket.addEventListener('message', ({ data }) => listener.onMessage(String(data)), options);
  socket.addEventListener('close', listener.onEnd, { ...options, once: true });
  return () => {
    end.abort();
    socket.close();
  };
}
