/** "Step" of the targets: 8 attributes, 512 B of input and 512 B of output. */
export const STEP_INPUT = { text: toText('Where is my order 4711? It should have come to Berlin last Tuesday. ') };
/** 512 B as JSON. */
export const STEP_OUTPUT = { text: toText('Your order left our house on Monday; it will be with you by 6 pm today. ') };

/** As people write: one letter repeated would be the worst case of a search for secrets and the best of all else. */
function toText(sentence: string): string {
  return sentence.repeat(10).slice(0, 500);
}

/** The step's eight attributes, as a competitor without bot words would set them. */
export function toStepAttributes(index: number): Record<string, string | number> {
  return {
    'bot.id': 'bench',
    'bot.flow.id': 'flow-1',
    'bot.flow.name': 'Bench flow',
    'bot.step.id': `n${index % 10}`,
    'bot.step.name': 'Bench step',
    'bot.step.type': 'script',
    'bot.step.index': index,
    'gen_ai.conversation.id': 'c-bench',
  };
}

/** What a recorder of steps under measurement offers. */
export interface StepRecorder {
  /** Records one step; `index` counts from 1. */
  record(index: number): void;
  /** Resolves when everything is delivered. */
  flush(): Promise<void>;
}
