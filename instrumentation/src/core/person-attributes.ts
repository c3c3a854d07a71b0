import { ATTR_USER_EMAIL, ATTR_USER_ID, ATTR_USER_NAME } from '@botscope/conventions';
import type { Person } from '../api/api-call.ts';
import { AttributeList } from '../record/attribute-list.ts';

/** Attributes that name an actor: never the chatbot's end user. None without one. */
export function toPersonAttributes(person: Person | undefined): AttributeList {
  return new AttributeList()
    .add(ATTR_USER_ID, person?.id)
    .add(ATTR_USER_NAME, person?.name)
    .add(ATTR_USER_EMAIL, person?.email);
}
