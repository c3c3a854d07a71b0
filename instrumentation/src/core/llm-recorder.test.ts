import { describe, expect, it } from 'vitest';
import type { LlmChunk, LlmOptions, LlmStep } from '../index.ts';
import { createBotTelemetry } from '../index.ts';
import { startTestTelemetry, toBody, type TestTelemetry } from '../testing/test-telemetry.ts';

const ASK: LlmOptions = { id: 'n1', name: 'Answer', provider: 'openai', model: 'gpt-5' };

/** Runs one LLM step of one turn. */
function ask<Result>(test: TestTelemetry, options: LlmOptions, run: (llm: LlmStep) => Result): Result {
  return test.telemetry
    .conversation({ uid: 'c1' })
    .turn({}, (turn) => turn.flow({ id: 'f' }, (flow) => flow.llm(options, run)));
}

async function* chunksOf<Chunk>(...chunks: readonly Chunk[]): AsyncGenerator<Chunk> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

async function toArray<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const asChunk = (chunk: LlmChunk): LlmChunk => chunk;

describe('LlmRecorder', () => {
  it('records model, tokens, finish reasons, messages and tool calls on the record, in its body and on a CLIENT span', async () => {
    const test = await startTestTelemetry();
    const messages = [{ role: 'user', content: 'Where is order 7?' }];
    const toolCalls = [{ id: 't1', name: 'find_order', arguments: { id: 7, api_key: 'S3CRET' } }];
    const parameters = { temperature: 0.2, maxTokens: 100, topP: 0.9, stopSequences: ['END'], seed: 7, choiceCount: 1 };
    const server = { address: 'api.openai.com', port: 443 };
    ask(test, { ...ASK, messages: () => messages, tools: [{ name: 'find_order' }], parameters, server }, (llm) => {
      llm.setResponse({
        id: 'r-1',
        model: 'gpt-5-0613',
        finishReasons: ['tool_calls'],
        usage: { inputTokens: 12, outputTokens: 5, cacheReadTokens: 4, reasoningTokens: 2 },
        messages: [{ role: 'assistant', content: null }],
        toolCalls,
      });
    });
    const answer = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-5',
      'gen_ai.response.model': 'gpt-5-0613',
      'gen_ai.response.id': 'r-1',
      'gen_ai.usage.input_tokens': 12n,
      'gen_ai.usage.output_tokens': 5n,
      'gen_ai.usage.cache_read.input_tokens': 4n,
      'gen_ai.usage.reasoning.output_tokens': 2n,
      'gen_ai.response.finish_reasons': ['tool_calls'],
    };
    const record = await test.record('bot.step.completed');
    expect(record.attributes).toMatchObject({ ...answer, 'bot.step.type': 'llm', 'bot.outcome': 'success' });
    expect(toBody(record)).toMatchObject({
      input: { messages, tools: [{ name: 'find_order' }], parameters },
      output: {
        messages: [{ role: 'assistant', content: null }],
        toolCalls: [
          {
            id: 't1',
            name: 'find_order',
            arguments: { id: 7, api_key: expect.stringMatching(/^\[redacted:/) as string },
          },
        ],
      },
    });
    const spans = await test.spans();
    const call = spans.find(({ name }) => name === 'chat gpt-5');
    expect(call).toMatchObject({ kind: 3, parentSpanId: spans.find(({ name }) => name === 'step llm Answer')?.spanId });
    expect(call?.attributes).toMatchObject({
      ...answer,
      'gen_ai.conversation.id': 'c1',
      'gen_ai.request.temperature': 0.2,
      'gen_ai.request.max_tokens': 100n,
      'gen_ai.request.top_p': 0.9,
      'gen_ai.request.stop_sequences': ['END'],
      'gen_ai.request.seed': 7n,
      'server.address': 'api.openai.com',
      'server.port': 443n,
    });
    expect(Object.keys(call?.attributes ?? {})).not.toContain('gen_ai.request.choice.count');
    expect(JSON.stringify(spans.map((span) => Object.values(span.attributes).map(String)))).not.toContain('order 7');
    expect((await test.record('bot.turn.completed')).attributes['bot.turn.span_count']).toBe(4n);
  });

  it('takes a text that the step returns for the answer', async () => {
    const test = await startTestTelemetry();
    expect(ask(test, ASK, () => 'It is on its way.')).toBe('It is on its way.');
    const output = { messages: [{ role: 'assistant', content: 'It is on its way.' }] };
    expect(toBody(await test.record('bot.step.completed'))['output']).toEqual(output);
  });

  it('hangs calls of the step below the CLIENT span, in the list of the step', async () => {
    const test = await startTestTelemetry();
    await ask(test, ASK, (llm) =>
      llm.fetch(`${test.collector.url}/v1/chat`, { method: 'POST', urlTemplate: '/v1/chat' }),
    );
    const spans = await test.spans();
    const parent = spans.find(({ name }) => name === 'chat gpt-5')?.spanId;
    expect(spans.find(({ name }) => name === 'POST /v1/chat')?.parentSpanId).toBe(parent);
    expect(toBody(await test.record('bot.step.completed'))['calls']).toHaveLength(1);
  });

  it('records text, tool calls, tokens and finish reason of a stream when it has ended, the stream untouched', async () => {
    const test = await startTestTelemetry();
    const chunks: LlmChunk[] = [
      { id: 'r-1', model: 'gpt-5-0613', usage: { inputTokens: 12 } },
      { text: 'On its ' },
      { text: 'way.', toolCalls: [{ index: 0, id: 't1', name: 'track', arguments: '{"id":' }] },
      {
        toolCalls: [
          { index: 0, arguments: '7}' },
          { index: 1, name: 'note' },
        ],
      },
      { finishReason: 'stop', usage: { outputTokens: 5 } },
    ];
    const stream = ask(test, ASK, (llm) => llm.stream(chunksOf(...chunks), asChunk));
    expect(await test.records('bot.step.completed')).toEqual([]);
    const read: LlmChunk[] = [];
    for await (const chunk of stream) read.push(chunk);
    expect(read.map((chunk, i) => chunk === chunks[i])).toEqual(chunks.map(() => true));
    const record = await test.record('bot.step.completed');
    expect(record.attributes).toMatchObject({
      'gen_ai.response.id': 'r-1',
      'gen_ai.response.model': 'gpt-5-0613',
      'gen_ai.usage.input_tokens': 12n,
      'gen_ai.usage.output_tokens': 5n,
      'gen_ai.response.finish_reasons': ['stop'],
    });
    expect(toBody(record)['output']).toEqual({
      messages: [{ role: 'assistant', content: 'On its way.' }],
      toolCalls: [
        { id: 't1', name: 'track', arguments: { id: 7 } },
        { name: 'note', arguments: '' },
      ],
    });
    const call = (await test.spans()).find(({ name }) => name === 'chat gpt-5');
    expect(call?.attributes['gen_ai.request.stream']).toBe(true);
    expect(call?.attributes['gen_ai.response.time_to_first_chunk']).toEqual(expect.any(Number));
  });

  it('records what has come of a stream that the bot leaves, and tells its source', async () => {
    const test = await startTestTelemetry();
    let isReleased = false;
    async function* source(): AsyncGenerator<string> {
      try {
        for (const text of ['a', 'b', 'c']) yield await Promise.resolve(text);
      } finally {
        isReleased = true;
      }
    }
    for await (const text of ask(test, ASK, (llm) => llm.stream(source(), (piece) => ({ text: piece })))) {
      if (text === 'b') break;
    }
    expect(isReleased).toBe(true);
    const record = await test.record('bot.step.completed');
    expect(record.attributes['bot.outcome']).toBe('success');
    expect(toBody(record)['output']).toEqual({ messages: [{ role: 'assistant', content: 'ab' }], incomplete: true });
  });

  it('records the error that a stream ends with, and what had come before it', async () => {
    const test = await startTestTelemetry();
    const error = new DOMException('This operation was aborted', 'AbortError');
    async function* source(): AsyncGenerator<string> {
      yield await Promise.resolve('half an ');
      throw error;
    }
    const stream = ask(test, ASK, (llm) => llm.stream(source(), (text) => ({ text })));
    await expect(toArray(stream)).rejects.toBe(error);
    const record = await test.record('bot.step.completed');
    expect(record.attributes).toMatchObject({ 'bot.outcome': 'error', 'error.type': 'aborted' });
    expect(toBody(record)).toMatchObject({ output: { messages: [{ content: 'half an ' }], incomplete: true } });
    const call = (await test.spans()).find(({ name }) => name === 'chat gpt-5');
    expect(call).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'aborted' } });
  });

  it('keeps a ReadableStream one, at its pace, cancelled as far as its source', async () => {
    const test = await startTestTelemetry();
    let pulled = 0;
    let cancelledWith: unknown;
    const source = new ReadableStream<string>(
      { pull: (controller) => controller.enqueue(String(++pulled)), cancel: (reason) => void (cancelledWith = reason) },
      { highWaterMark: 0 },
    );
    const stream = ask(test, ASK, (llm) => llm.stream(source, (text) => ({ text })));
    expect(stream).toBeInstanceOf(ReadableStream);
    const reader = stream.getReader();
    expect(await reader.read()).toEqual({ done: false, value: '1' });
    expect(pulled).toBe(1);
    await reader.cancel('enough');
    expect(cancelledWith).toBe('enough');
    const output = { messages: [{ role: 'assistant', content: '1' }], incomplete: true };
    expect(toBody(await test.record('bot.step.completed'))['output']).toEqual(output);
  });

  it("leaves a client's own stream object everything that it has", async () => {
    const test = await startTestTelemetry();
    class ClientStream {
      readonly #chunks = ['a', 'b'];
      readonly requestId = 'r-1';
      count(): number {
        return this.#chunks.length;
      }
      async *[Symbol.asyncIterator](): AsyncGenerator<string> {
        yield* await Promise.resolve(this.#chunks);
      }
    }
    const stream = ask(test, ASK, (llm) => llm.stream(new ClientStream(), (text) => ({ text })));
    expect(stream).toBeInstanceOf(ClientStream);
    expect([stream.requestId, stream.count(), await toArray(stream)]).toEqual(['r-1', 2, ['a', 'b']]);
    expect(toBody(await test.record('bot.step.completed'))['output']).toMatchObject({ messages: [{ content: 'ab' }] });
  });

  it('records a stream that nobody reads when the telemetry shuts down', async () => {
    const test = await startTestTelemetry();
    ask(test, ASK, (llm) => llm.stream(chunksOf({ text: 'x' }), asChunk));
    await test.telemetry.shutdown({ timeoutMillis: 60_000 });
    const [record] = test.collector.eventsOf('bot.step.completed');
    expect(toBody(record!)['output']).toEqual({ incomplete: true });
  });

  it('gives the bot its stream whatever the reader of chunks does, or what is no stream', async () => {
    const test = await startTestTelemetry();
    const read = ask(test, ASK, (llm) =>
      llm.stream(chunksOf('a'), () => {
        throw new Error('no');
      }),
    );
    expect(await toArray(read)).toEqual(['a']);
    const promise: unknown = Promise.resolve('not awaited');
    expect(ask(test, ASK, (llm) => llm.stream(promise as never, asChunk) === promise)).toBe(true);
    expect(test.telemetry.stats().unreadable).toMatchObject({ 'fault: llm stream': 2 });
    expect(await promise).toBe('not awaited');
  });

  it('keeps so much of a long answer, and says so', async () => {
    const test = await startTestTelemetry({ limits: { bodyBytes: 1_024 } });
    const stream = ask(test, ASK, (llm) =>
      llm.stream(chunksOf('x'.repeat(1_000), 'y'.repeat(1_000)), (text) => ({ text })),
    );
    expect((await toArray(stream)).join('')).toHaveLength(2_000);
    const record = await test.record('bot.step.completed');
    expect(record.attributes['bot.body.truncated']).toBe(true);
    expect(toBody(record)['output']).toMatchObject({ messages: [{ content: 'x'.repeat(1_000) + 'y'.repeat(24) }] });
  });

  class RateLimitError extends Error {
    readonly status = 429;
    readonly code = 'tokens';
  }
  it.each([
    ['rate_limit', 'RateLimitError', new RateLimitError('Slow down.')],
    ['timeout', 'TimeoutError', new DOMException('Too late.', 'TimeoutError')],
    ['aborted', 'AbortError', new DOMException('Stopped.', 'AbortError')],
    ['503', 'Error', Object.assign(new Error('Busy.'), { statusCode: 503 })],
    [
      'refused',
      'TypeError',
      new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) }),
    ],
    ['SyntaxError', 'SyntaxError', new SyntaxError('Unexpected token')],
  ])('tells the error class %s of a %s', async (errorType, exceptionType, error) => {
    const test = await startTestTelemetry();
    await expect(ask(test, ASK, () => Promise.reject(error))).rejects.toBe(error);
    const { attributes } = await test.record('bot.step.completed');
    expect(attributes).toMatchObject({ 'error.type': errorType, 'exception.type': exceptionType });
    const call = (await test.spans()).find(({ name }) => name === 'chat gpt-5');
    expect(call?.attributes['error.type']).toBe(errorType);
  });

  it('reads nothing when nothing records', () => {
    const telemetry = createBotTelemetry({ enabled: false });
    const unread = (): never => {
      throw new Error('was read');
    };
    const source = chunksOf('a');
    const result = telemetry.conversation().turn({}, (turn) =>
      turn.llm({ ...ASK, messages: unread, tools: unread }, (llm) => {
        llm.setResponse({ messages: unread });
        return llm.stream(source, unread);
      }),
    );
    expect(result).toBe(source);
  });
});
