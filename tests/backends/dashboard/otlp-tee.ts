import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An OTLP/HTTP receiver that passes every request on, as it came, to several others. */
export interface OtlpTee {
  readonly url: string;
  close(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Passes a request on, one receiver after another; the status of the first that refuses, else 200. */
async function passOn(request: IncomingMessage, targets: readonly string[]): Promise<number> {
  const body = await readBody(request);
  const { 'content-type': type = '', 'content-encoding': encoding } = request.headers;
  const headers = { 'content-type': type, ...(encoding === undefined ? {} : { 'content-encoding': encoding }) };
  for (const target of targets) {
    const answer = await fetch(`${target}${request.url ?? ''}`, { method: 'POST', headers, body });
    if (!answer.ok) return answer.status;
  }
  return 200;
}

/** Starts one on a free port. A request that cannot be passed on is answered 503, so that its sender tries again. */
export async function startOtlpTee(targets: readonly string[]): Promise<OtlpTee> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const status = await passOn(request, targets).catch(() => 503);
    response.writeHead(status).end();
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
