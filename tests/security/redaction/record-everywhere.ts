import type { BotTelemetry, Step, Turn } from '@botscope/instrumentation';

/** Where texts are put; each record of the data model that holds what an application gives is among them. */
export const POSITIONS =
  'message received, message sent, button, attachment, flow name, flow input, step name, step input, step output, ' +
  'member of an object, element of a list, JSON text in JSON text, variable, log label, log value, console line, script source, ' +
  'thrown message, stack, cause, model messages, tool calls, request query, request header, cookie, JSON body, form body, multipart body, ' +
  'response header, response body, recorded call, event payload, event name, audit before, audit after, audit context, entity name, ' +
  'actor name, conversation summary, system failure, span names, span attributes';

/** Records a text in every position, within a conversation of its own. */
export async function recordEverywhere(
  telemetry: BotTelemetry,
  uid: string,
  text: string,
  serviceUrl: string,
): Promise<void> {
  const conversation = telemetry.conversation({ uid, channel: 'web' });
  await conversation.turn({ input: { text: `I have ${text} here`, attachments: [{ note: text }] } }, async (turn) => {
    await turn.flow({ id: 'f', name: `flow ${text}`, input: { text } }, async (flow) => {
      await flow.step({ id: 'n1', name: `with ${text}`, type: 'api', input: { list: [text] } }, async (step) => {
        recordValues(step, text);
        await callOutside(step, text, serviceUrl);
        return { text, quoted: JSON.stringify({ quoted: JSON.stringify({ text }) }), [`key ${text}`]: 1 };
      });
    });
    failInScript(turn, text);
    askModel(turn, text);
    return { text: `You sent ${text}.`, buttons: [{ label: text, value: `send:${text}` }] };
  });
  conversation.receivedEvent({ name: 'paid', payload: { text } }, () => undefined);
  conversation.end({ summary: `It was about ${text}` });
  telemetry.recordFailure(new Error(`system: ${text}`));
  await recordAudit(telemetry, uid, text);
}

function recordValues(step: Step, text: string): void {
  step.variables.set('note', `a ${text} b`);
  step.variables.set('deep', { list: [{ text }] });
  step.log({ label: `about ${text}`, value: text });
  step.log({ label: 'object', level: 'error', value: { text: `x ${text}`, json: JSON.stringify([text]) } });
  step.recordApiCall({
    method: 'POST',
    url: `https://host.example/a/b?note=${encodeURIComponent(text)}`,
    durationMillis: 1,
    request: { headers: { 'x-note': text }, body: { text } },
    response: { status: 500, headers: { 'x-note': text }, body: `failed with ${text}` },
  });
}

async function callOutside(step: Step, text: string, serviceUrl: string): Promise<void> {
  const escaped = encodeURIComponent(text);
  const inHeader = text.includes('\n') ? escaped : text;
  const headers = { 'x-answer': escaped, 'x-note': inHeader, cookie: `sid=1; note=${inHeader}` };
  const multipart = new FormData();
  multipart.set('note', text);
  const form = new URLSearchParams({ a: '1', note: text });
  const json = JSON.stringify({ note: text, list: [text] });
  for (const body of [json, form, multipart]) {
    const response = await step.fetch(`${serviceUrl}/p/q?a=1&note=${escaped}`, { method: 'POST', headers, body });
    await response.text();
  }
}

function failInScript(turn: Turn, text: string): void {
  const source = `const note = '${text}';`;
  try {
    turn.script({ id: 's1', name: `script ${text}`, source, input: text }, (script) => {
      script.console.log('note', text, { text });
      script.console.error(`console ${text}`);
      throw new Error(`refused: ${text}`, { cause: new Error(`because of ${text}`) });
    });
  } catch {
    // The bot goes on.
  }
}

function askModel(turn: Turn, text: string): void {
  const messages = [{ role: 'user', parts: [{ type: 'text', content: `my ${text}` }] }];
  turn.llm({ id: 'm1', name: 'ask', provider: 'openai', model: 'm', messages }, (llm) => {
    llm.setResponse({
      messages: [{ role: 'assistant', parts: [{ type: 'text', content: `your ${text}` }] }],
      toolCalls: [{ id: 't1', name: 'find', arguments: JSON.stringify({ text }) }],
    });
  });
}

async function recordAudit(telemetry: BotTelemetry, conversationUid: string, text: string): Promise<void> {
  await telemetry.audit.record({
    actor: { id: 'u1', name: `Ann ${text}` },
    action: 'UPDATED',
    entity: { type: 'card', id: '41', name: `card ${text}` },
    before: { text: 'old', list: [text] },
    after: { text, json: JSON.stringify({ text }) },
    context: { reason: `because ${text}` },
    conversationUid,
  });
}
