/** What documents need of the demo bot; it is a program and has no other door. */
export { DEMO_VARIABLES } from './configuration.ts';
