import {
  EVENT_ALERT_FAILED,
  EVENT_ALERT_SENT,
  EVENT_ALERT_SUPPRESSED,
  EVENT_API_CALL,
  EVENT_AUDIT_CHANGE,
  EVENT_AUDIT_CHECKPOINT,
  EVENT_AUTHORIZATION_LOST,
  EVENT_CONVERSATION_ENDED,
  EVENT_CONVERSATION_FLAGGED,
  EVENT_CONVERSATION_STARTED,
  EVENT_CONVERSATION_UNFLAGGED,
  EVENT_EVENT_RECEIVED,
  EVENT_FLOW_COMPLETED,
  EVENT_FLOW_STARTED,
  EVENT_LOG,
  EVENT_MESSAGE_RECEIVED,
  EVENT_MESSAGE_SENT,
  EVENT_REAUTHORIZED,
  EVENT_RUNTIME_SAMPLED,
  EVENT_SCRIPT_EXCEPTION,
  EVENT_STEP_COMPLETED,
  EVENT_STEP_STARTED,
  EVENT_SYSTEM_FAILED,
  EVENT_SYSTEM_STARTED,
  EVENT_SYSTEM_STOPPED,
  EVENT_TURN_COMPLETED,
  EVENT_VARIABLES_SNAPSHOT,
} from '@botscope/conventions';
import type { ExplanationTable } from './explanation.ts';

/** What each kind of record means, by event name. */
export const EVENT_EXPLANATIONS: ExplanationTable = {
  [EVENT_CONVERSATION_STARTED]: {
    title: 'Conversation started',
    meaning: 'The bot opened a conversation with a user.',
    advice: 'Nothing to do. Everything with the same UID belongs to it.',
  },
  [EVENT_CONVERSATION_ENDED]: {
    title: 'Conversation ended',
    meaning: 'The bot closed the conversation; its end reason says by whom: user, idle, handover or error.',
    advice: 'With reason error, look at the last turn. Later messages of the user begin a new conversation.',
  },
  [EVENT_CONVERSATION_FLAGGED]: {
    title: 'Flag set',
    meaning: 'A person marked the conversation for later; its records are copied to be kept long.',
    advice: 'The note of the flag says why.',
  },
  [EVENT_CONVERSATION_UNFLAGGED]: {
    title: 'Flag removed',
    meaning: 'A person took the mark away. Copies that were made stay.',
    advice: 'Nothing to do.',
  },
  [EVENT_MESSAGE_RECEIVED]: {
    title: 'Message from the user',
    meaning: 'What the user wrote or pressed. It begins a turn.',
    advice: 'The bug beside it shows everything that it caused.',
  },
  [EVENT_MESSAGE_SENT]: {
    title: 'Message from the bot',
    meaning: 'What the bot answered.',
    advice: 'When the text is wrong, look at the inputs of the last steps before it.',
  },
  [EVENT_TURN_COMPLETED]: {
    title: 'Turn ended',
    meaning: 'The bot finished everything that one input or event caused; the record counts its steps and calls.',
    advice: 'Fewer stored steps than counted: the seal of the turn names the missing ones.',
  },
  [EVENT_FLOW_STARTED]: {
    title: 'Flow started',
    meaning: 'The bot entered a flow; its trigger says by what: intent, event, button or api.',
    advice: 'The wrong flow: look at the output of the step that detected the intent.',
  },
  [EVENT_FLOW_COMPLETED]: {
    title: 'Flow ended',
    meaning: 'The flow ran to its end, or failed because one of its steps did.',
    advice: 'Failed: jump to its first failed step.',
  },
  [EVENT_STEP_STARTED]: {
    title: 'Step started',
    meaning: 'A step began. Without an end it is still running, or the bot stopped in it.',
    advice: 'No end after minutes: look for a restart of the bot at that time.',
  },
  [EVENT_STEP_COMPLETED]: {
    title: 'Step ended',
    meaning: 'One node of a flow ran, with its input, output, changed variables and calls.',
    advice: 'Compare output and variables with what the flow expects here; “view node” opens it in the builder.',
  },
  [EVENT_SCRIPT_EXCEPTION]: {
    title: 'Script threw',
    meaning:
      'The code of a script step stopped with an exception; source, console and variables of that moment are kept.',
    advice: 'The marked line of the source threw. Look at the variables that it uses.',
  },
  [EVENT_API_CALL]: {
    title: 'API call',
    meaning: 'The bot called another system, or was called; status, duration and (by permission) bodies are kept.',
    advice: 'Failed: the status or cause says who has to act. The curl command repeats the request.',
  },
  [EVENT_EVENT_RECEIVED]: {
    title: 'Event received',
    meaning:
      'Something outside told the bot something, such as a payment that went through. It begins a turn of its own.',
    advice: 'Its payload is what the bot was given. No event at all: look at the system that sends it.',
  },
  [EVENT_LOG]: {
    title: 'Log action',
    meaning: 'A line that the builder of the bot writes, with a level and a value.',
    advice: 'Its label names the place in the flow.',
  },
  [EVENT_VARIABLES_SNAPSHOT]: {
    title: 'Variable snapshot',
    meaning: 'All variables at one moment: at the end of a turn, where a script threw, or where the bot asked for it.',
    advice: 'The variables’ pane shows the state at every step.',
  },
  [EVENT_RUNTIME_SAMPLED]: {
    title: 'Run-time sample',
    meaning: 'How a process of the bot is doing: memory, CPU, delay of its event loop, records that wait.',
    advice: 'A long delay or many waiting records explain slow steps and late records.',
  },
  [EVENT_SYSTEM_STARTED]: {
    title: 'Process started',
    meaning: 'A process of the bot came up.',
    advice: 'Steps without an end shortly before were cut off by the restart.',
  },
  [EVENT_SYSTEM_STOPPED]: {
    title: 'Process stopped',
    meaning: 'A process of the bot went down in order.',
    advice: 'Nothing to do when it was a release.',
  },
  [EVENT_SYSTEM_FAILED]: {
    title: 'Process failed',
    meaning: 'A process of the bot ended with an error.',
    advice: 'Its reason is in the record; the turns that ran then have no end.',
  },
  [EVENT_AUDIT_CHANGE]: {
    title: 'Change on the platform',
    meaning: 'A person, the system or an API key created, changed or deleted something.',
    advice: 'The delta shows what is different; the actor says whom to ask.',
  },
  [EVENT_AUDIT_CHECKPOINT]: {
    title: 'Audit checkpoint',
    meaning: 'A signed statement of how far the audit trail reaches, so that nothing can be cut off unseen.',
    advice: 'Nothing to do; “Verify” uses it.',
  },
  [EVENT_AUTHORIZATION_LOST]: {
    title: 'Authorisation lost',
    meaning: 'An integration refuses the stored credentials: expired, revoked or without the right scope.',
    advice: 'Reauthorise the integration; its calls fail until then.',
  },
  [EVENT_REAUTHORIZED]: {
    title: 'Authorised again',
    meaning: 'A person renewed the credentials of an integration.',
    advice: 'The next call shows whether it worked.',
  },
  [EVENT_ALERT_SENT]: {
    title: 'Alert sent',
    meaning: 'A mail about a failure went out.',
    advice: 'The ledger on the alerts page says to how many, and when the next one may go out.',
  },
  [EVENT_ALERT_FAILED]: {
    title: 'Alert not sent',
    meaning: 'A mail about a failure could not be delivered.',
    advice: 'The record names the answer of the mail server; check its settings.',
  },
  [EVENT_ALERT_SUPPRESSED]: {
    title: 'Alerts held back',
    meaning: 'More failures came in the window of a mail that had been sent; this counts them.',
    advice: 'Nothing to do. “Reset window” lets the next failure mail at once.',
  },
};
