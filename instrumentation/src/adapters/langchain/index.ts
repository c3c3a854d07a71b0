/** Records LangChain chains and LangGraph graphs. */
export { createLangChainHandler, type LangChainHandler } from './langchain-handler.ts';
export type { LangChainOptions, LangChainRun } from './langchain-options.ts';
