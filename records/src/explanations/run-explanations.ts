import type { ExplanationTable } from './explanation.ts';

/** What the state of the controller after a step means. */
export const STATE_EXPLANATIONS: ExplanationTable = {
  running: {
    title: 'Running',
    meaning: 'The flow goes on after this step.',
    advice: 'Nothing follows it: the end of the turn is still to come, or is missing.',
  },
  waiting_for_input: {
    title: 'Waiting for input',
    meaning: 'The bot asked something and waits for the user; the next message goes on from here.',
    advice: 'No next turn: the user did not answer.',
  },
  waiting_for_event: {
    title: 'Waiting for an event',
    meaning: 'The bot waits for something outside, such as a callback; the turn of that event goes on from here.',
    advice: 'No such turn: the event was never sent, went to another address, or named another conversation.',
  },
  ended: { title: 'Ended', meaning: 'The flow is over with this step.', advice: 'Nothing to do.' },
  error: {
    title: 'Stopped by an error',
    meaning: 'The controller left the flow because this step failed; steps after it did not run.',
    advice: 'Look at the error of this step.',
  },
};

/** What a kind of step does. */
export const STEP_TYPE_EXPLANATIONS: ExplanationTable = {
  nlu: {
    title: 'Intent detection',
    meaning: 'Finds out what the user wants; its output names the intent that decides the flow.',
    advice: 'The wrong flow ran: compare input and intent, and train it with this text.',
  },
  condition: {
    title: 'Branch',
    meaning: 'Decides how the flow goes on; its input holds what was compared, its output the branch that was taken.',
    advice: 'The wrong branch: look which value of the input is unexpected, and at which step it was set.',
  },
  api: {
    title: 'Call of another system',
    meaning: 'Asks or tells another system something; the API calls of the step hold status and duration.',
    advice: 'Open the call for request and response.',
  },
  script: {
    title: 'Script',
    meaning: 'Runs code of the bot’s builder; what it printed and the variables that it set are kept.',
    advice: 'Its source, console and variables are in the tab “Script”.',
  },
  llm: {
    title: 'Language model',
    meaning: 'Asks a language model; messages, tokens, finish reason and tool calls are kept.',
    advice: 'A strange answer: read the messages that it was given. “length” means that it was cut off.',
  },
  handover: {
    title: 'Hand-over',
    meaning: 'Gives the conversation to a human agent; its input names queue, reason and context.',
    advice: 'Nobody took over: look at the queue, and whether its agents were there.',
  },
  form: {
    title: 'Question to the user',
    meaning: 'Asks the user for a value and waits for the answer.',
    advice: 'The answer comes with the next turn.',
  },
  form_question: {
    title: 'Question to the user',
    meaning: 'Asks the user for a value and waits for the answer.',
    advice: 'The answer comes with the next turn.',
  },
  message: {
    title: 'Message',
    meaning: 'Sends the user a text, card or file; its output is what was sent.',
    advice: 'A gap in the text: the variable for it was empty at this step.',
  },
  wait: {
    title: 'Wait',
    meaning: 'Stops the flow until time has passed or an event comes.',
    advice: 'The state after it says what it waits for.',
  },
};
