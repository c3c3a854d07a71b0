import type { Role } from '@botscope/conventions';

/** Somebody who can be logged in at the workbench. */
export interface Person {
  readonly id: number;
  /** Stable key; becomes the token's `identifier`. */
  readonly uid: string;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/** One invented person per basic role. There are no passwords: who reaches this machine's loopback may be any of them. */
export const PEOPLE: readonly Person[] = [
  {
    id: 1,
    uid: 'botscope-admin',
    login: 'admin',
    name: 'Olivia Owner',
    email: 'owner@localhost',
    role: 'Admin',
  },
  {
    id: 2,
    uid: 'botscope-editor',
    login: 'editor',
    name: 'Ben Builder',
    email: 'builder@localhost',
    role: 'Editor',
  },
  {
    id: 3,
    uid: 'botscope-viewer',
    login: 'viewer',
    name: 'Vera Viewer',
    email: 'viewer@localhost',
    role: 'Viewer',
  },
];

/** Who opens the workbench for the first time. */
export const FIRST_PERSON: Person = PEOPLE[0]!;

/** The person with a login, if there is one. */
export function findPerson(login: string): Person | undefined {
  return PEOPLE.find((person) => person.login === login);
}
