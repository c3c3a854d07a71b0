import type { FlowRun } from './flow-run.ts';
import { toReply, type Reply } from './reply.ts';

/** Flow "Call back": writes the visitor's wish into the spreadsheet that the team works through. */
export async function runCallBackFlow({ flow, context }: FlowRun): Promise<Reply> {
  const { name, account, access_token } = context.readContent().sheets;
  await flow.step({ id: 'n51', name: 'Add to the call list', type: 'api', input: { list: name } }, async (step) => {
    const response = await step.fetch(`${context.shopUrl}/v4/spreadsheets/calls/values/append`, {
      method: 'POST',
      integration: 'google_sheets',
      integrationAccount: account,
      urlTemplate: '/v4/spreadsheets/{id}/values/append',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${access_token}` },
      body: JSON.stringify({ values: [['call back', 'tomorrow, 10:00']] }),
    });
    const answer = (await response.json()) as { error?: string; error_description?: string };
    if (!response.ok)
      throw new Error(`Google Sheets answered ${response.status}: ${answer.error} (${answer.error_description})`);
    return answer;
  });
  return flow.step({ id: 'n52', name: 'Confirm the call', type: 'message' }, () =>
    toReply('We call you tomorrow at 10:00.', ['Thanks, bye']),
  );
}
