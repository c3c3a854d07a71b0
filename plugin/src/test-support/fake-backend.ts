import { RequestFailure, type Backend, type BackendRequest, type ErrorAnswer } from '../lib/backend.ts';

/** Answers one kind of request: gives the JSON of the answer, or `undefined` when the request is not its own. */
export type FakeRoute = (request: BackendRequest) => unknown;

/** A backend in memory that remembers what it was asked. */
export interface FakeBackend {
  readonly backend: Backend;
  readonly requests: readonly BackendRequest[];
}

/** A backend that asks its routes in order; what none of them knows is a 404. */
export function createFakeBackend(...routes: readonly FakeRoute[]): FakeBackend {
  const requests: BackendRequest[] = [];
  const backend: Backend = async (request) => {
    requests.push(request);
    for (const route of routes) {
      const answer = route(request);
      if (answer !== undefined) return answer;
    }
    throw new RequestFailure(request, { status: 404, message: 'no such route in the test' });
  };
  return { backend, requests };
}

/** A route that fails every request of an area, or those whose path has an ending. */
export function failingArea(area: BackendRequest['area'], answer: ErrorAnswer, pathEnd = ''): FakeRoute {
  return (request) => {
    if (request.area !== area || !request.path.endsWith(pathEnd)) return undefined;
    throw new RequestFailure(request, answer);
  };
}
