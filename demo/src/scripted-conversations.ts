import type { EndUser } from '@botscope/instrumentation';
import { PROMPT_ID, SHEETS_ID, WEBHOOK_ID } from './content.ts';
import type { Form } from './narrow-form.ts';

/** A save on the admin page. */
export interface ScriptedEdit {
  readonly type: string;
  readonly id: string;
  readonly form: Form;
}

/** A conversation that is played once, so that the first page a newcomer sees is not empty. */
export interface ScriptedConversation {
  readonly channel: string;
  readonly endUser: EndUser;
  readonly messages: readonly string[];
  /** What somebody changes just before it; taken back after it. */
  readonly edit?: ScriptedEdit;
}

const sayOnWeb = (id: string, name: string, ...messages: readonly string[]): ScriptedConversation => ({
  channel: 'web',
  endUser: { id, name },
  messages,
});

const NEW_URL: ScriptedEdit = { type: 'webhook', id: WEBHOOK_ID, form: { url: '/v2/refunds' } };
const NEW_PROMPT: ScriptedEdit = {
  type: 'action_prompt',
  id: PROMPT_ID,
  form: { text: 'You answer questions about our shop in one friendly sentence.' },
};
const REVOKED_TOKEN: ScriptedEdit = {
  type: 'sheets_app',
  id: SHEETS_ID,
  form: { account: 'calls@shop.example', access_token: 'demo-sheets-token-1107' },
};

/** The conversations of each telemetry of the demo. Those of the chat's own bot do not fail: its first error is the visitor's. */
export const SCRIPTED_CONVERSATIONS = {
  sandbox: [
    sayOnWeb('tester-1', 'Ben Tester', 'Where is my order?', '1001', 'Thanks, bye'),
    sayOnWeb('tester-3', 'Ana Ruiz', 'Check out my cart', 'Do you ship abroad?'),
    sayOnWeb('tester-2', 'Yuki Sato', 'I want a refund', '1001'),
  ],
  staging: [
    sayOnWeb('qa-7', 'Quinn Ash', 'Refund order 8812', 'Where is my money?', '8812'),
    {
      channel: 'whatsapp',
      endUser: { id: '+49 30 5550112', name: 'Lena Maier' },
      messages: ['Where is order 7007?', 'Thanks, bye'],
    },
    { ...sayOnWeb('qa-11', 'Ines Roth', 'Refund 1001'), edit: NEW_URL },
    { ...sayOnWeb('qa-12', 'Omar Haddad', 'Call me back, please'), edit: REVOKED_TOKEN },
    { ...sayOnWeb('qa-13', 'Nora Pike', 'Do you ship abroad?'), edit: NEW_PROMPT },
    sayOnWeb('qa-14', 'Freya Lind', 'Check out my cart with voucher SUMMER10'),
    sayOnWeb('qa-15', 'Aiko Mori', 'I want my money back for 2002'),
    sayOnWeb('qa-16', 'Paul Novak', 'Refund 9090', 'Why?'),
    sayOnWeb('qa-17', 'Sara Costa', 'Refund 6007'),
    sayOnWeb('qa-18', 'Viktor Sand', 'Refund 3003', 'bye'),
    sayOnWeb('qa-19', 'Emil Falk', 'Refund 6006'),
    sayOnWeb('qa-20', 'Jonas Keller', 'Where is order 9009?'),
  ],
  production: [
    {
      channel: 'whatsapp',
      endUser: { id: '+44 20 7946 0958', name: 'Oliver Hill' },
      messages: ['Where is my parcel 1001?', 'thanks'],
    },
    sayOnWeb('c-2209', 'Amélie Dubois', 'I want my money back for 2002', 'Hello?'),
    sayOnWeb('c-1187', 'Zoë Brandt', 'Refund 3003', 'bye'),
    {
      channel: 'telegram',
      endUser: { id: 'tg-88', name: 'Ravi Kumar' },
      messages: ['Order 4040', '1001', 'bye'],
    },
    sayOnWeb('c-3371', 'Clara Weiss', 'Do you ship abroad?', 'Check out my cart', 'bye'),
    sayOnWeb('c-3390', 'Hugo Lang', 'Refund 6007'),
  ],
} as const satisfies Readonly<Record<string, readonly ScriptedConversation[]>>;

/** The demo's environments. */
export type DemoEnvironment = keyof typeof SCRIPTED_CONVERSATIONS;
