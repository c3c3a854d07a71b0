import type { ReactNode } from 'react';
import { locationService } from '@grafana/runtime';
import { useSyncExternalStore } from 'react';
import { Router, type NavigationType, type Navigator, type To } from 'react-router';

/** Parts of an address, as both history libraries know them. */
interface AddressParts {
  readonly pathname?: string;
  readonly search?: string;
  readonly hash?: string;
}

/** What is used of `history` 4, whose types are in no package here. */
interface HostHistory {
  readonly location: Required<AddressParts> & { readonly state?: unknown };
  readonly action: NavigationType;
  readonly listen: (listener: () => void) => () => void;
  readonly createHref: (to: AddressParts) => string;
  readonly go: (delta: number) => void;
  readonly push: (to: AddressParts & { readonly state: unknown }) => void;
  readonly replace: (to: AddressParts & { readonly state: unknown }) => void;
}

const history = locationService.getHistory() as unknown as HostHistory;
const subscribe = (onChange: () => void): (() => void) => history.listen(onChange);

/** React Router over `locationService`'s history, so that navigation of either kind moves both. */
export function HistoryRouter({ children }: { readonly children: ReactNode }) {
  const location = useSyncExternalStore(subscribe, () => history.location);
  return (
    <Router location={location} navigationType={history.action} navigator={navigator}>
      {children}
    </Router>
  );
}

const toParts = (to: To): AddressParts => (typeof to === 'string' ? parseAddress(to) : to);

const navigator: Navigator = {
  createHref: (to) => history.createHref(toParts(to)),
  go: (delta) => history.go(delta),
  push: (to, state: unknown) => history.push({ ...toParts(to), state }),
  replace: (to, state: unknown) => history.replace({ ...toParts(to), state }),
};

function parseAddress(address: string): AddressParts {
  const { pathname, search, hash } = new URL(address, window.location.origin);
  return { pathname, search, hash };
}
