import { request as startRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { RawAnswer } from '../browser/send-raw.ts';

const HANDSHAKE = {
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

/**
 * Asks for a WebSocket at a path exactly as it is written. When it is opened, the answer has status 101 and the first
 * message as text, and the WebSocket is ended.
 */
export function sendUpgrade(baseUrl: string, path: string, headers: OutgoingHttpHeaders = {}): Promise<RawAnswer> {
  const { hostname, port } = new URL(baseUrl);
  const connection = ['Upgrade', headers.connection].filter((token) => token !== undefined).join(', ');
  const sent = { ...HANDSHAKE, ...headers, connection };
  return new Promise((resolve, reject) => {
    const request = startRequest({ hostname, port, path, headers: sent, agent: false });
    request.on('upgrade', (answer: IncomingMessage, socket: Socket, head: Buffer) => {
      const finish = (message: Buffer): void => {
        socket.destroy();
        resolve({ status: 101, headers: answer.headers, text: message.toString('latin1') });
      };
      socket.on('error', reject);
      // Frames of a server are not masked, so the text can be read as it is.
      if (head.length > 0) finish(head);
      else socket.once('data', finish);
    });
    request.on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => (text += chunk));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    request.on('error', reject);
    request.end();
  });
}
