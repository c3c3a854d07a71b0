/** Records bots made with grammY (Telegram). */
export { recordGrammy, type GrammyOptions, type TurnFlavor } from './record-grammy.ts';
