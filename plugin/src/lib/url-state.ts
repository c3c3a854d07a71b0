import type { UrlParameter } from './url-parameters.ts';

/** The query parameters that a page keeps its state in. */
export type UrlSchema<State> = { readonly [Name in keyof State]: UrlParameter<State[Name]> };

/** State of a page from a query string, with or without its question mark. */
export function parseUrlState<State>(schema: UrlSchema<State>, search: string): State {
  const query = new URLSearchParams(search);
  const entries = namesOf(schema).map((name) => [name, schema[name].parse(query.getAll(name))]);
  return Object.fromEntries(entries) as State;
}

/**
 * Query string (without question mark) for a state.
 * Parameters of `search` that are not the schema's own, such as Grafana's `orgId`, stay.
 */
export function buildUrlState<State>(schema: UrlSchema<State>, state: State, search = ''): string {
  const query = new URLSearchParams(search);
  for (const name of namesOf(schema)) {
    query.delete(name);
    for (const text of schema[name].build(state[name])) query.append(name, text);
  }
  return query.toString();
}

function namesOf<State>(schema: UrlSchema<State>): (keyof State & string)[] {
  return Object.keys(schema) as (keyof State & string)[];
}
