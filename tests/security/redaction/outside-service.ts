import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A service that a bot calls: it answers with what the header `x-answer` says, as JSON whose slashes are escaped, and a cookie. */
export class OutsideService {
  private readonly server = http.createServer((request, response) => {
    const answer = decodeURIComponent(String(request.headers['x-answer'] ?? ''));
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.setHeader('set-cookie', `kept=${encodeURIComponent(answer)}`);
      response.end(JSON.stringify({ answer: { text: answer } }).replaceAll('/', '\\/'));
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
