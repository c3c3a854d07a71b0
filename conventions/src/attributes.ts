/**
 * Attribute keys, as emitted. Semantic-convention names are copied as constants from OpenTelemetry semantic
 * conventions 1.38 (https://opentelemetry.io/docs/specs/semconv/) because unstable ones may not be imported by a library.
 */

// Resource
export const ATTR_SERVICE_NAME = 'service.name';
export const ATTR_SERVICE_NAMESPACE = 'service.namespace';
export const ATTR_SERVICE_VERSION = 'service.version';
export const ATTR_SERVICE_INSTANCE_ID = 'service.instance.id';
export const ATTR_DEPLOYMENT_ENVIRONMENT_NAME = 'deployment.environment.name';

// Every record
/** One of {@link RECORD_KINDS}; decides tenant, retention and page. */
export const ATTR_RECORD_KIND = 'bot.record.kind';
/** `success` or `error`. */
export const ATTR_OUTCOME = 'bot.outcome';
/** 16 hex digits: hash of bot, step, error type, host and normalised message; on every record with outcome error. */
export const ATTR_ERROR_FINGERPRINT = 'bot.error.fingerprint';
/** `pinned` on copies kept long; absent otherwise. */
export const ATTR_RETENTION = 'bot.retention';
export const ATTR_BOT_ID = 'bot.id';
export const ATTR_BOT_NAME = 'bot.name';
export const ATTR_BOT_VERSION = 'bot.version';
/** Copy of the event name: Loki up to 3.7 discards `EventName`. */
export const ATTR_EVENT = 'bot.event';
/** ULID; the de-duplication key at every reader. */
export const ATTR_RECORD_UID = 'log.record.uid';
/** The conversation UID. */
export const ATTR_CONVERSATION_ID = 'gen_ai.conversation.id';
/** Only where a channel's sessions are shorter than conversations. */
export const ATTR_SESSION_ID = 'session.id';
export const ATTR_CHANNEL = 'bot.channel';
/** Integer milliseconds. */
export const ATTR_DURATION_MS = 'bot.duration_ms';
export const ATTR_ENDUSER_ID = 'enduser.id';
export const ATTR_ENDUSER_PSEUDO_ID = 'enduser.pseudo.id';
export const ATTR_ENDUSER_NAME = 'bot.enduser.name';
/** Always the actor (builder, administrator, agent), never the chatbot's end user. */
export const ATTR_USER_ID = 'user.id';
export const ATTR_USER_NAME = 'user.name';
export const ATTR_USER_EMAIL = 'user.email';
export const ATTR_ERROR_TYPE = 'error.type';
export const ATTR_EXCEPTION_TYPE = 'exception.type';
export const ATTR_EXCEPTION_MESSAGE = 'exception.message';

// Conversation and message
export const ATTR_CONVERSATION_TURN_COUNT = 'bot.conversation.turn_count';
export const ATTR_CONVERSATION_ERROR_COUNT = 'bot.conversation.error_count';
export const ATTR_CONVERSATION_API_ERROR_COUNT = 'bot.conversation.api_error_count';
/** `user`, `idle`, `handover` or `error`. */
export const ATTR_CONVERSATION_END_REASON = 'bot.conversation.end_reason';
export const ATTR_MESSAGE_ID = 'bot.message.id';
export const ATTR_MESSAGE_TYPE = 'bot.message.type';

// Turn, flow, step
export const ATTR_TURN_ID = 'bot.turn.id';
/** 1, 2, 3 … in a conversation. */
export const ATTR_TURN_INDEX = 'bot.turn.index';
export const ATTR_TURN_STEP_COUNT = 'bot.turn.step_count';
export const ATTR_TURN_SPAN_COUNT = 'bot.turn.span_count';
export const ATTR_TURN_API_CALL_COUNT = 'bot.turn.api_call_count';
export const ATTR_TURN_API_ERROR_COUNT = 'bot.turn.api_error_count';
export const ATTR_TURN_ERROR_COUNT = 'bot.turn.error_count';
export const ATTR_FLOW_ID = 'bot.flow.id';
export const ATTR_FLOW_NAME = 'bot.flow.name';
/** `intent`, `event`, `button` or `api`. */
export const ATTR_FLOW_TRIGGER = 'bot.flow.trigger';
export const ATTR_STEP_ID = 'bot.step.id';
export const ATTR_STEP_NAME = 'bot.step.name';
export const ATTR_STEP_TYPE = 'bot.step.type';
/** 1, 2, 3 … per turn in the order in which steps start, over all flows of the turn. */
export const ATTR_STEP_INDEX = 'bot.step.index';
export const ATTR_STEP_NEXT_ID = 'bot.step.next_id';
export const ATTR_STEP_API_CALL_COUNT = 'bot.step.api_call_count';
export const ATTR_STEP_API_ERROR_COUNT = 'bot.step.api_error_count';
/** `running`, `waiting_for_input`, `waiting_for_event`, `ended` or `error`: state after the step. */
export const ATTR_CONTROLLER_STATE = 'bot.controller.state';
/** Span attribute: `turn`, `flow` or `step`. */
export const ATTR_OPERATION = 'bot.operation';
/** Span link attribute: `previous_turn` or `resumes`. */
export const ATTR_LINK_TYPE = 'bot.link.type';
/** Boolean; true asks the Collector's tail sampling to keep the trace. */
export const ATTR_SAMPLING_KEEP = 'bot.sampling.keep';
/** What the capture policy kept out of the body: `io`, `variables`, `bodies`, joined by commas; absent when nothing was. */
export const ATTR_CAPTURE_OMITTED = 'bot.capture.omitted';
export const ATTR_RECEIVED_EVENT_NAME = 'bot.received_event.name';
export const ATTR_RECEIVED_EVENT_SOURCE = 'bot.received_event.source';
export const ATTR_RECEIVED_EVENT_CORRELATION_ID = 'bot.received_event.correlation_id';
export const ATTR_VARIABLES_COUNT = 'bot.variables.count';
export const ATTR_VARIABLES_TRIGGER = 'bot.variables.trigger';
export const ATTR_LOG_LABEL = 'bot.log.label';
export const ATTR_LOG_SCOPE = 'bot.log.scope';

// LLM: https://github.com/open-telemetry/semantic-conventions-genai (docs/registry/attributes/gen-ai.md, with 1.41)
/** `chat`, `text_completion`, `generate_content`, `embeddings`, `invoke_workflow` … */
export const ATTR_GEN_AI_OPERATION_NAME = 'gen_ai.operation.name';
export const ATTR_GEN_AI_PROVIDER_NAME = 'gen_ai.provider.name';
export const ATTR_GEN_AI_REQUEST_MODEL = 'gen_ai.request.model';
export const ATTR_GEN_AI_RESPONSE_MODEL = 'gen_ai.response.model';
export const ATTR_GEN_AI_USAGE_INPUT_TOKENS = 'gen_ai.usage.input_tokens';
export const ATTR_GEN_AI_USAGE_OUTPUT_TOKENS = 'gen_ai.usage.output_tokens';
/** List of texts, one a generation. */
export const ATTR_GEN_AI_RESPONSE_FINISH_REASONS = 'gen_ai.response.finish_reasons';
export const ATTR_GEN_AI_RESPONSE_ID = 'gen_ai.response.id';
/** Seconds, with decimals; of streaming answers. */
export const ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK = 'gen_ai.response.time_to_first_chunk';
export const ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS = 'gen_ai.usage.cache_read.input_tokens';
export const ATTR_GEN_AI_USAGE_CACHE_CREATION_INPUT_TOKENS = 'gen_ai.usage.cache_creation.input_tokens';
export const ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS = 'gen_ai.usage.reasoning.output_tokens';
export const ATTR_GEN_AI_OUTPUT_TYPE = 'gen_ai.output.type';
export const ATTR_GEN_AI_REQUEST_CHOICE_COUNT = 'gen_ai.request.choice.count';
export const ATTR_GEN_AI_REQUEST_FREQUENCY_PENALTY = 'gen_ai.request.frequency_penalty';
export const ATTR_GEN_AI_REQUEST_MAX_TOKENS = 'gen_ai.request.max_tokens';
export const ATTR_GEN_AI_REQUEST_PRESENCE_PENALTY = 'gen_ai.request.presence_penalty';
export const ATTR_GEN_AI_REQUEST_SEED = 'gen_ai.request.seed';
/** List of texts. */
export const ATTR_GEN_AI_REQUEST_STOP_SEQUENCES = 'gen_ai.request.stop_sequences';
export const ATTR_GEN_AI_REQUEST_STREAM = 'gen_ai.request.stream';
export const ATTR_GEN_AI_REQUEST_TEMPERATURE = 'gen_ai.request.temperature';
export const ATTR_GEN_AI_REQUEST_TOP_K = 'gen_ai.request.top_k';
export const ATTR_GEN_AI_REQUEST_TOP_P = 'gen_ai.request.top_p';

// API call
export const ATTR_HTTP_REQUEST_METHOD = 'http.request.method';
export const ATTR_HTTP_RESPONSE_STATUS_CODE = 'http.response.status_code';
export const ATTR_HTTP_REQUEST_RESEND_COUNT = 'http.request.resend_count';
export const ATTR_HTTP_REQUEST_BODY_SIZE = 'http.request.body.size';
export const ATTR_HTTP_RESPONSE_BODY_SIZE = 'http.response.body.size';
export const ATTR_URL_FULL = 'url.full';
export const ATTR_URL_QUERY = 'url.query';
export const ATTR_URL_TEMPLATE = 'url.template';
export const ATTR_SERVER_ADDRESS = 'server.address';
export const ATTR_SERVER_PORT = 'server.port';
/** GET, POST, PUT, DELETE, C2E, SCRIPT …: the "Request type" filter. */
export const ATTR_API_REQUEST_TYPE = 'bot.api.request_type';
/** One of the ids in {@link INTEGRATIONS}, or any other. */
export const ATTR_INTEGRATION_NAME = 'bot.integration.name';
export const ATTR_INTEGRATION_ACCOUNT = 'bot.integration.account';
/** `flow_step`, `agent_inbox` or `api_trigger`. */
export const ATTR_API_SOURCE_TYPE = 'bot.api.source.type';
export const ATTR_API_SOURCE_PATH = 'bot.api.source.path';
export const ATTR_API_SOURCE_URL = 'bot.api.source.url';
export const ATTR_BODY_TRUNCATED = 'bot.body.truncated';

// Audit
/** Decimal number of 19 digits, strictly increasing per chain; orders entries. */
export const ATTR_AUDIT_ID = 'bot.audit.id';
export const ATTR_AUDIT_ACTION = 'bot.audit.action';
export const ATTR_AUDIT_CATEGORY = 'bot.audit.category';
export const ATTR_AUDIT_ACTOR_TYPE = 'bot.audit.actor.type';
export const ATTR_AUDIT_ENTITY_TYPE = 'bot.audit.entity.type';
export const ATTR_AUDIT_ENTITY_NAME = 'bot.audit.entity.name';
export const ATTR_AUDIT_ENTITY_ID = 'bot.audit.entity.id';
export const ATTR_AUDIT_CHAIN_ID = 'bot.audit.chain.id';
export const ATTR_AUDIT_CHAIN_SEQ = 'bot.audit.chain.seq';
export const ATTR_AUDIT_CHAIN_PREV = 'bot.audit.chain.prev';
export const ATTR_AUDIT_CHAIN_HASH = 'bot.audit.chain.hash';
export const ATTR_AUDIT_CHECKPOINT_HEAD_SEQ = 'bot.audit.checkpoint.head_seq';
export const ATTR_AUDIT_CHECKPOINT_HEAD_HASH = 'bot.audit.checkpoint.head_hash';
export const ATTR_AUDIT_CHECKPOINT_COUNT = 'bot.audit.checkpoint.count';
export const ATTR_AUDIT_CHECKPOINT_KEY_ID = 'bot.audit.checkpoint.key_id';
export const ATTR_AUDIT_CHECKPOINT_SIGNATURE = 'bot.audit.checkpoint.signature';

// Alert
export const ATTR_ALERT_ID = 'bot.alert.id';
/** Start of the 24 h window, integer milliseconds since the epoch, as text. */
export const ATTR_ALERT_WINDOW_START = 'bot.alert.window_start';
export const ATTR_ALERT_CAUSE_UID = 'bot.alert.cause_uid';
export const ATTR_ALERT_RECIPIENT_COUNT = 'bot.alert.recipient_count';
export const ATTR_ALERT_SUPPRESSED_COUNT = 'bot.alert.suppressed_count';

/** Other systems' names for the conversation UID, in order of preference; copied into it on arrival. */
export const CONVERSATION_ID_ALIASES = [
  ATTR_SESSION_ID,
  'thread_id',
  'langfuse.session.id',
  'langfuse.trace.metadata.session_id',
  'session_id',
  'conversation.id',
] as const;

/** Span attributes never stored: raw URLs belong to API records only (permission `api-calls:read`). */
export const SPAN_ATTRIBUTES_REMOVED = [ATTR_URL_FULL, ATTR_URL_QUERY, 'http.url', 'http.target'] as const;

/**
 * The name under which Loki stores an attribute: every run of characters outside `[A-Za-z0-9]` becomes one `_`, and a
 * leading digit gets `key_` before it. Names such as `__name__` stay.
 */
export function toLokiName(attribute: string): string {
  if (attribute.startsWith('__') && /^__\w+__$/.test(attribute)) return attribute;
  const name = attribute.replace(/[^A-Za-z0-9]+/g, '_');
  return /^[0-9]/.test(name) ? `key_${name}` : name;
}
