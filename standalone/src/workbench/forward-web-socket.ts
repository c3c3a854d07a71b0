import { request as startRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import type { Upgrade } from '../http/route-upgrades.ts';
import { relayAnswer, toUpstreamHeaders, type Upstream } from './forward-request.ts';

/** What {@link forwardWebSocket} does about its outcome. */
export interface WebSocketHandling {
  /** Takes the client's connection out of HTTP; undefined when it has gone. */
  readonly take: () => Upgrade | undefined;
  readonly onUnreachable: (error: Error) => void;
}

/**
 * Asks the upstream for the WebSocket that a client asks for, as Grafana's proxy does, and joins the two. An upstream
 * that answers otherwise is heard instead.
 */
export function forwardWebSocket(
  request: IncomingMessage,
  response: ServerResponse,
  upstream: Upstream,
  { take, onUnreachable }: WebSocketHandling,
): void {
  const outgoing = startRequest(upstream.url, {
    path: upstream.path,
    headers: { ...toUpstreamHeaders(request, upstream.headers), connection: 'Upgrade', upgrade: 'websocket' },
  });
  const leave = (): void => void outgoing.destroy();
  request.socket.once('close', leave);
  outgoing.on('response', (answer) => relayAnswer(answer, response));
  outgoing.on('error', (error) => {
    if (response.headersSent) response.destroy();
    else onUnreachable(error);
  });
  outgoing.on('upgrade', (answer, socket, head) => {
    request.socket.off('close', leave);
    const client = take();
    if (client === undefined) return void socket.destroy();
    client.socket.write(renderHead(answer));
    client.socket.write(head);
    socket.write(client.head);
    // An end without a close on one side is an error of pipeline, which then ends the other.
    pipeline(client.socket, socket, client.socket, () => undefined);
  });
  outgoing.end();
}

function renderHead({ rawHeaders }: IncomingMessage): string {
  const lines = rawHeaders.flatMap((name, index) =>
    index % 2 === 1 || name.toLowerCase() === 'set-cookie' ? [] : [`${name}: ${rawHeaders[index + 1] ?? ''}`],
  );
  return ['HTTP/1.1 101 Switching Protocols', ...lines, '', ''].join('\r\n');
}
