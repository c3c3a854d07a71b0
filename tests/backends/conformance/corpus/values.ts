/**
 * Texts with everything that has been mistaken somewhere: quotes, backslashes, line ends, control characters, case
 * beyond ASCII, combining marks, both directions of writing, what replaced half a surrogate pair.
 */
export const TEXTS = [
  'refund',
  'say "hi"',
  'C:\\new',
  'İstanbul',
  'a\nb',
  '100% (x)',
  'Zürich',
  'Ωmega',
  '🙂 ok',
  '`b`',
  'cafe\u0301',
  'שלום \u202eabc\u202c',
  'half \ufffd pair',
  'tab\tbell\u0007esc\u001b',
  '{a="b"} | json',
  'line\u2028end \u00a0',
] as const;
export const IDS = ['7', '007', '41', '18446744073709551616', '18446744073709551617', 'n-7', 'ab', 'é', '🙂'] as const;
export const ENVIRONMENTS = ['sandbox', 'staging', 'production'] as const;
export const BOTS = ['shop', 'a"b\\c'] as const;
export const NAMES = ['card', 'Welcome (new)', 'welcome', 'a.*', 'line\nbreak', 'GRÜN', 'İ|Ω', 'e\u0301'] as const;
export const USERS = ['ada', 'ada@example.com', 'u-1'] as const;
export const END_USERS = ['Mia Lang', 'MÍA', 'u-77', '+49 30', '.*'] as const;
export const CHANNELS = ['web', 'whatsapp', 'sms'] as const;
export const FLOWS = ['Refund', 'f-1', 'Order "x"'] as const;
export const CONVERSATIONS = ['conv-1', 'conv-2', 'conv-3'] as const;
export const TURNS = ['turn-1', 'turn-2'] as const;
export const INTEGRATIONS = ['twilio', 'zendesk', 'Ω-api'] as const;
export const SOURCES = ['flow_step', 'agent_inbox', 'api_trigger'] as const;
export const LOG_LABELS = ['Test', 'cart', 'a b'] as const;
/** Services with and without a namespace. */
export const RESOURCES = [
  { 'service.name': 'bot' },
  { 'service.name': 'bot', 'service.namespace': 'retail' },
  {
    'service.name': 'support "x"',
    'service.namespace': 'care',
    'service.version': '1.2',
    'service.instance.id': 'i-1',
  },
] as const;
