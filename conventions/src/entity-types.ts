/** Groups of the entity filter. */
export const ENTITY_GROUPS = [
  'security',
  'response content',
  'flow and logic',
  'integration settings',
  'operation',
  'collaboration and quality',
] as const;
/** Group of an entity type in the filter list. */
export type EntityGroup = (typeof ENTITY_GROUPS)[number];

/** A type of object whose changes are audited. */
export interface EntityType {
  /** Value of `bot.audit.entity.type`. */
  readonly id: string;
  readonly description: string;
  readonly group: EntityGroup;
}

/** The known entity types. The registry is open: other types are recorded, shown and filterable as they come. */
export const ENTITY_TYPES: readonly EntityType[] = [
  { id: 'access', description: 'Team member user access record', group: 'security' },
  {
    id: 'action_prompt',
    description: 'LLM Agent that outputs a value or JSON schema into a user attribute',
    group: 'flow and logic',
  },
  { id: 'action', description: 'Context change response modifying memory and variables', group: 'flow and logic' },
  { id: 'alibaba_cloud_app', description: 'Alibaba Cloud integration settings', group: 'integration settings' },
  { id: 'assistant_app', description: 'Google Assistant integration settings', group: 'integration settings' },
  { id: 'audio', description: 'Audio response from chatbot', group: 'response content' },
  { id: 'azure_openai_app', description: 'Microsoft Azure OpenAI integration settings', group: 'integration settings' },
  { id: 'broadcast', description: 'Bulk notification to multiple users', group: 'operation' },
  { id: 'button', description: 'Clickable button attached to responses', group: 'response content' },
  { id: 'card', description: 'Rich element with image, title, subtitle, buttons', group: 'response content' },
  { id: 'chatbase_app', description: 'Chatbase integration settings', group: 'integration settings' },
  {
    id: 'condition',
    description: 'Evaluates incoming message against context property and value',
    group: 'flow and logic',
  },
  { id: 'csv_export', description: 'CSV Export record', group: 'operation' },
  { id: 'deepseek_app', description: 'DeepSeek integration settings', group: 'integration settings' },
  { id: 'dialogflow_app', description: 'Dialogflow integration settings', group: 'integration settings' },
  { id: 'docs_app', description: 'Google Docs integration settings', group: 'integration settings' },
  { id: 'document', description: 'Document response from chatbot', group: 'response content' },
  { id: 'facebook_app', description: 'Facebook App integration settings', group: 'integration settings' },
  { id: 'facebook_page', description: 'Facebook Page integration settings', group: 'integration settings' },
  { id: 'form_question', description: 'Form question inside a form', group: 'response content' },
  { id: 'form', description: 'Fillable form in a linear flow', group: 'response content' },
  { id: 'function', description: 'JavaScript function to modify or evaluate message context', group: 'flow and logic' },
  { id: 'group', description: 'Set of rules organizing bot topics and functionalities', group: 'flow and logic' },
  { id: 'image', description: 'Image response from chatbot', group: 'response content' },
  { id: 'instagram_page', description: 'Instagram Page integration settings', group: 'integration settings' },
  { id: 'integration_step', description: 'Integration step response', group: 'flow and logic' },
  { id: 'langfuse_app', description: 'Langfuse integration settings', group: 'integration settings' },
  {
    id: 'llm_source',
    description: 'Source for LLM chunks, in the form of Website, Document, Google Docs or Google Sheets',
    group: 'flow and logic',
  },
  { id: 'openai_app', description: 'OpenAI integration settings', group: 'integration settings' },
  { id: 'persisted_menu', description: 'Always-on clickable buttons at chat screen bottom', group: 'response content' },
  { id: 'quick_reply', description: 'Transient button for user to respond to story', group: 'response content' },
  {
    id: 'response_group',
    description: 'Text response from chatbot with random variant selection',
    group: 'response content',
  },
  { id: 'response', description: 'Text response variant for random selection', group: 'response content' },
  { id: 'rule', description: 'Conditions to evaluate message and select story response', group: 'flow and logic' },
  { id: 'salesforce_app', description: 'Salesforce integration settings', group: 'integration settings' },
  { id: 'sheets_app', description: 'Google Sheets integration settings', group: 'integration settings' },
  { id: 'skype_app', description: 'Skype integration settings', group: 'integration settings' },
  { id: 'sms_app', description: 'SMS integration settings', group: 'integration settings' },
  { id: 'step', description: 'One response in a story with position order', group: 'flow and logic' },
  { id: 'sticker', description: 'Sticker response from chatbot with emoji or set', group: 'response content' },
  { id: 'story', description: 'Bot response with multiple response types and steps', group: 'flow and logic' },
  { id: 'tag', description: 'Label applied to users and models for filtering', group: 'collaboration and quality' },
  { id: 'teams_app', description: 'Microsoft Teams integration settings', group: 'integration settings' },
  { id: 'telegram_app', description: 'Telegram integration settings', group: 'integration settings' },
  { id: 'template', description: 'Bot Template to create a new bot from', group: 'flow and logic' },
  { id: 'text_prompt', description: 'LLM Agent that performs RAG and outputs a response', group: 'flow and logic' },
  { id: 'thread_comment', description: 'Comments in threads', group: 'collaboration and quality' },
  { id: 'thread', description: 'A group of comments for an entity', group: 'collaboration and quality' },
  { id: 'twitter_app', description: 'Twitter integration settings', group: 'integration settings' },
  { id: 'vertexai_app', description: 'Google Vertex AI integration settings', group: 'integration settings' },
  { id: 'video', description: 'Video response from chatbot', group: 'response content' },
  { id: 'webchat_app_placement', description: 'Website Chat Widget variant settings', group: 'integration settings' },
  { id: 'webchat_app', description: 'Website Chat Widget settings', group: 'integration settings' },
  {
    id: 'webhook_app',
    description: 'Webhook to notify other applications on user message',
    group: 'integration settings',
  },
  { id: 'webhook', description: 'API call response from chatbot to external systems', group: 'flow and logic' },
  { id: 'wechat_app', description: 'WeChat integration settings', group: 'integration settings' },
  { id: 'whatsapp_app', description: 'WhatsApp integration settings', group: 'integration settings' },
  { id: 'wit_app', description: 'Wit.ai integration settings', group: 'integration settings' },
  {
    id: 'wrong_response',
    description: 'Tracked issue based on a message-response pair',
    group: 'collaboration and quality',
  },
  { id: 'zendesk_app', description: 'Zendesk integration settings', group: 'integration settings' },
];
