/** What tests and documents need of standalone; it is a program and has no other door. */
export { STANDALONE_VARIABLES } from './start/configuration.ts';
