import { compareAnswers } from '../engines/compare-answers.ts';
import type { EngineAnswer, EngineQuestion } from '../engines/ask-engine.ts';
import type { TwoEngines } from '../engines/two-engines.ts';
import { createTally, type Part } from '../run-parts.ts';

/** A question with a name, whose answers must be alike. */
export interface NamedQuestion extends EngineQuestion {
  readonly name: string;
  /** What Loki is expected to answer, so that questions that miss what they are about are seen. */
  readonly status?: number;
}

/** Words for the difference between two answers; undefined when they are alike. */
export type CompareAnswers = (loki: EngineAnswer, standalone: EngineAnswer) => string | undefined;

/** A part that asks both engines each question and compares the answers. */
export function createQuestionPart(
  name: string,
  { loki, standalone }: TwoEngines,
  questions: readonly NamedQuestion[],
  compare: CompareAnswers = compareAnswers,
): Part {
  return {
    name,
    run: async () => {
      const tally = createTally();
      for (const question of questions) {
        const [theirs, ours] = await Promise.all([loki.ask(question), standalone.ask(question)]);
        const { status = 200 } = question;
        const asExpected = theirs.status === status ? undefined : `Loki answers ${theirs.status} ${theirs.text}`;
        tally.check(question.name, asExpected?.slice(0, 1000) ?? compare(theirs, ours));
      }
      return tally.count();
    },
  };
}
